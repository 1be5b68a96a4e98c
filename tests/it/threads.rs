//! The number of threads changes the speed, never a result.

use crate::env::Env;

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    let one = Env::with_sample_corpus();
    let eight = Env::with_sample_corpus();
    for (env, jobs) in [(&one, "1"), (&eight, "8")] {
        // Many articles with equal words, some of which replace others, so that ties and
        // statistics would show any difference.
        for file in 0..30 {
            let mut lines = String::new();
            for record in 0..200 {
                let id = (file * 200 + record) % 5_000;
                let day = id % 28 + 1;
                lines.push_str(&format!(
                    "{{\"id\": {id}, \"title\": \"Crimea\", \"date\": \"2025-04-{day:02}\", \
                     \"body\": \"Talks on Crimea and the bridge, number {record}. Zelensky spoke.\"}}\n"
                ));
            }
            env.write(&format!("sample_corpus/many/{file:02}.jsonl"), lines.as_bytes());
        }
        env.out(&["index", "sample_corpus", "--jobs", jobs, "--commit-every", "0.05"]);
    }
    for query in [
        "Crimea AND Zelensky",
        "talks OR bridge",
        "\"the bridge\" NOT number",
        "title:crimea^3 zelensk*",
        "*",
    ] {
        for format in ["text", "json", "csv", "markdown"] {
            let arguments = [
                "query",
                query,
                "sample_corpus",
                "--limit",
                "300",
                "--format",
                format,
                "--quiet",
            ];
            assert_eq!(one.out(&arguments), eight.out(&arguments), "{query} as {format}");
        }
    }
}
