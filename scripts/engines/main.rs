//! Answers each line of numbers on stdin.

#[path = "MODEL"]
mod model;

fn main() {
    let line = |line: Result<String, std::io::Error>| -> [f32; model::COLUMNS] {
        let cells = line.unwrap();
        let cells: Vec<f32> = cells.split_whitespace().map(|cell| cell.parse().unwrap()).collect();
        cells.try_into().unwrap()
    };
    for row in std::io::stdin().lines().map(line) {
        let (class, answers) = ANSWERED;
        let answers = answers.map(|answer| answer.to_string());
        println!("{class} {}", answers.join(" "));
    }
}
