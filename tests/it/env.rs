//! [`Env`]: a folder with files, and the `dateline` command run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder that is removed when the test ends.
pub struct Env {
    folder: TempDir,
}

/// What a command printed, and its exit status.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub status: i32,
}

impl Env {
    /// A folder with these files in it, by path and content.
    pub fn new(files: &[(&str, &str)]) -> Env {
        let env = Env {
            folder: TempDir::new().unwrap(),
        };
        for (path, content) in files {
            env.write(path, content.as_bytes());
        }
        env
    }

    /// A folder with a copy of the sample corpus in `sample_corpus`, without its index.
    pub fn with_sample_corpus() -> Env {
        let env = Env::new(&[]);
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
        copy(&from, &env.path("sample_corpus"));
        env
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn write(&self, path: &str, content: &[u8]) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// The command, to be run in the folder, with nothing of this machine's settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.path("home"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env_remove("DATELINE_INDEX")
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    /// Runs the command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).output().unwrap())
    }

    /// Runs a command that must succeed and returns its standard output.
    #[track_caller]
    pub fn out(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        ran.out
    }

    /// Runs a command that must fail with status 2 and returns its standard error.
    #[track_caller]
    pub fn error(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
        assert_eq!(ran.out, "", "{arguments:?}");
        ran.err
    }

    /// The number of articles that a query finds.
    #[track_caller]
    pub fn count(&self, query: &str, archive: &str) -> u64 {
        let ran = self.run(&["query", "--quiet", "--count", query, archive]);
        assert!(ran.status < 2, "{query}: {ran:?}");
        ran.out.trim().parse().unwrap()
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code().unwrap_or(-1),
    }
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(name));
        } else {
            std::fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}
