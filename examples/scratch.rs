use dateline::words::names::*;
fn main() {
    let v = "talk talks talking tlak crimea crimean crmiea post rose roses prose turkey turkeys us u s bridge bridges bridging brigde fridge zelensky zelenskyy zelenskiy zelenksy kyiv киів kiev горбачев verhandlung verhandlungen verhandeln strasse strassen oresund truce truces the 30 day days 300 東 京 東京 京都 東京都 都 서울 울산 서 울 산 กรุง รุ่ง ก รุ ง รุ่ が か かが envoys nobody later";
    let v: Vec<&str> = v.split(' ').collect();
    for w in &v {
        for g in groups_of(w) {
            for m in &g.members {
                if m.text != *w && v.contains(&m.text.as_str()) {
                    println!("{w} {} ordinary {}", m.text, g.members.iter().any(|m| m.is_ordinary));
                }
            }
        }
    }
    for w in std::env::args().skip(1) {
        println!("{w}: ");
        for g in groups_of(&w) {
            println!(
                "  {}",
                g.members
                    .iter()
                    .map(|m| format!("{}{}", if m.is_ordinary { "*" } else { "" }, m.text))
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
    }
    let t = std::time::Instant::now();
    let n = groups_of("netanyahu").len();
    println!("first {:?} {n}", t.elapsed());
    let words = "zelensky putin trump biden merkel macron xi modi erdogan netanyahu smith miller john george muhammad"
        .split(' ')
        .collect::<Vec<_>>();
    let t = std::time::Instant::now();
    for _ in 0..10 {
        for w in &words {
            groups_of(w);
        }
    }
    println!("each {:?}", t.elapsed() / 150);
}
