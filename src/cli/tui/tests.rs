//! What stands on the screen, of runs made up here.

use std::time::{Duration, Instant};

use gradshader::metrics::Metric;
use gradshader::run::{Monitor, Part, Store};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::curves::Curves;
use super::draw::{self, Theme};
use super::load::Load;
use super::view::{Run, View};
use crate::cli::progress::Control;

const COLOURS: Theme = Theme { colours: true, fine: true };
const LOSS: Monitor = Monitor { part: Part::Validation, metric: Metric::Loss };

/// A run in its thirteenth epoch of a hundred.
pub(super) fn run() -> Run {
    Run {
        members: 1,
        present: 1,
        epochs: 100,
        completed: 12,
        steps: (34, 45),
        seconds: (75.0, Instant::now()),
        began: Some((0.0, 0.0)),
        learning_rates: Some((0.001_25, 0.001_25)),
        scale: 1.0,
        wanted: 1.0,
        monitor: LOSS,
        samples: 1438,
    }
}

/// The losses of twelve epochs, best in the tenth.
fn store(members: usize, metrics: &[Metric]) -> Store {
    let mut store = Store::new(members);
    for member in 0..members {
        for epoch in 1..=12u32 {
            let loss = 2.0 / f64::from(epoch) + 0.1 * member as f64;
            let validation = loss + if epoch > 10 { 0.5 } else { 0.1 };
            store.put(epoch, Part::Training, Metric::Loss, member, loss);
            store.put(epoch, Part::Validation, Metric::Loss, member, validation);
            for &metric in metrics {
                store.put(epoch, Part::Validation, metric, member, 1.0 - loss / 3.0);
            }
        }
    }
    store
}

fn view(members: usize, metrics: &[Metric]) -> View {
    let mut view = View::new("digits.csv".to_owned(), Control::Whole);
    view.about = "64-128-10 on CPU, 2 threads".to_owned();
    view.run = Some(Run { members, present: members, ..run() });
    view.curves = Curves::of(&store(members, metrics), LOSS, 0);
    view.meter.load = Load {
        samples_per_second: Some(123_456.7),
        steps_per_second: Some(3_858.0),
        training_share: Some(0.914),
        cores: Some((1.934, 2)),
    };
    view
}

fn drawn(view: &View, theme: Theme, width: u16, height: u16) -> Buffer {
    let lines = ["device: CPU", "saved the model of epoch 10 in m.safetensors"];
    let last =
        |count| lines[lines.len().saturating_sub(count)..].iter().map(|&l| l.into()).collect();
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw::frame(frame, view, theme, &last)).unwrap();
    terminal.backend().buffer().clone()
}

fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width.max(1));
    let rows = buffer.content.chunks(width);
    rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>() + "\n").collect()
}

#[track_caller]
fn has(screen: &str, parts: &[&str]) {
    for part in parts {
        assert!(screen.contains(part), "{part:?} is missing:\n{screen}");
    }
}

/// Cells with dots of curves.
fn dots(buffer: &Buffer) -> usize {
    let is_dotted = |symbol: &str| symbol.chars().all(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
    buffer.content.iter().filter(|cell| is_dotted(cell.symbol())).count()
}

#[test]
fn a_usual_screen_has_everything() {
    let buffer = drawn(&view(1, &[Metric::Accuracy]), COLOURS, 80, 24);
    let screen = text(&buffer);
    has(&screen, &["gradshader  digits.csv  64-128-10 on CPU, 2 threads"]);
    has(&screen, &["epoch 13/100  step 34/45  0:01:15, at most 0:08:"]);
    has(&screen, &[" loss ", " best 0.300000 at 10 ", " train ", " validation ", " accuracy "]);
    has(&screen, &["now", "best", "epoch", "train loss", "validation accuracy", "94.44 %"]);
    has(&screen, &["learning rate  0.00125", "samples/s      123,457", "steps/s        3,858"]);
    has(&screen, &["in steps       91 %", "process CPU    1.93 of 2 cores"]);
    has(&screen, &["saved the model of epoch 10 in m.safetensors"]);
    has(&screen, &[" q  stop", " s  save", " + -  learning rate x2 /2", " l  log scale"]);
    assert!(dots(&buffer) > 40, "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() == 80), "{screen}");
}

#[test]
fn a_large_screen_is_used() {
    let metrics = [Metric::Accuracy, Metric::BalancedAccuracy, Metric::F1, Metric::RocAuc];
    let (small, large) =
        (drawn(&view(1, &metrics), COLOURS, 80, 24), drawn(&view(1, &metrics), COLOURS, 200, 50));
    let (few, many) = (text(&small), text(&large));
    let titles = [" loss ", " accuracy ", " balanced accuracy ", " f1 ", " roc auc "];
    let charts = |screen: &str| {
        screen
            .lines()
            .filter(|line| line.contains('┌'))
            .map(|line| line.matches('┌').count())
            .sum::<usize>()
    };
    // Two boxes of figures beside them.
    assert_eq!((charts(&few), charts(&many)), (2 + 2, 5 + 2), "{few}\n{many}");
    has(&many, &titles);
    has(&many, &["validation balanced accuracy", "validation roc auc"]);
    assert!(dots(&large) > 3 * dots(&small));
}

#[test]
fn no_number_is_cut() {
    let metrics = [Metric::BalancedAccuracy, Metric::F1];
    let mut view = view(1, &metrics);
    if let Some(run) = &mut view.run {
        run.learning_rates = Some((0.000_291_2, 0.000_812_3));
    }
    let screen = text(&drawn(&view, COLOURS, 80, 24));
    has(&screen, &["val bal accuracy", "94.44 %", "best", "epoch", "3e-4 to 8e-4"]);
    let wide = text(&drawn(&view, COLOURS, 120, 24));
    has(&wide, &["validation balanced accuracy", "2.912e-4 to 8.123e-4"]);
    // At 64 columns no half of a head.
    let screen = text(&drawn(&view, COLOURS, 64, 24));
    has(&screen, &["val bal accuracy", "94.44 %", "learning rate  several", "process CPU    1.9"]);
    let heads = screen.lines().find(|line| line.contains("now")).unwrap();
    let heads = heads.split('│').nth(1).unwrap().trim_end();
    assert!(["epoch", "best", "now"].iter().any(|end| heads.ends_with(end)), "{screen}");
}

#[test]
fn no_size_is_too_small() {
    let views = [
        view(1, &[Metric::Accuracy]),
        view(64, &[Metric::Accuracy]),
        View::new("a.csv".to_owned(), Control::Stop),
    ];
    for view in &views {
        let heights = (0..=8).chain([10, 14, 20, 24]);
        for (width, height) in
            heights.flat_map(|h| [0, 1, 2, 5, 20, 30, 38, 64, 80].map(|w| (w, h)))
        {
            drawn(view, COLOURS, width, height);
        }
    }
    let tiny = text(&drawn(&views[0], COLOURS, 20, 5));
    has(&tiny, &["epoch 13/100", "train loss", " q  stop"]);
    has(&text(&drawn(&views[0], COLOURS, 12, 1)), &["epoch 13/100"]);
    assert_eq!(text(&drawn(&views[0], COLOURS, 1, 1)), "e\n");
    has(&text(&drawn(&views[2], COLOURS, 80, 24)), &["getting ready", " q  stop"]);
}

#[test]
fn many_members_are_a_mean_and_a_spread() {
    let mut many = view(64, &[]);
    let rates = &mut many.run.as_mut().unwrap().learning_rates;
    *rates = Some((0.001, 0.5));
    let screen = text(&drawn(&many, COLOURS, 100, 30));
    has(&screen, &[" validation loss ", " least and most ", " mean ", " best member "]);
    has(&screen, &["member 0", "64 of 64 train", "0.001 to 0.5"]);
}

#[test]
fn without_colours_lines_are_told_apart_by_their_dots() {
    let plain = Theme { colours: false, fine: true };
    let mut view = view(1, &[Metric::Accuracy]);
    view.run.as_mut().unwrap().scale = 0.5;
    let buffer = drawn(&view, plain, 80, 24);
    for cell in &buffer.content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{cell:?}");
    }
    has(&text(&buffer), &[" • train ", " ⠒ validation "]);
    let coloured = drawn(&view, COLOURS, 80, 24);
    assert!(coloured.content.iter().any(|cell| cell.fg == Color::Cyan));
    // A console without Braille.
    let coarse = drawn(&view, Theme { colours: true, fine: false }, 80, 24);
    assert_eq!(dots(&coarse), 0);
    assert!(coarse.content.iter().filter(|cell| cell.symbol() == "•").count() > 10);
}

#[test]
fn a_changed_learning_rate_is_seen() {
    let mut view = view(1, &[]);
    let run = view.run.as_mut().unwrap();
    (run.scale, run.wanted) = (1.0, 0.5);
    has(&text(&drawn(&view, COLOURS, 80, 24)), &["0.00125 → x0.5"]);
    view.run.as_mut().unwrap().scale = 0.5;
    let buffer = drawn(&view, COLOURS, 80, 24);
    has(&text(&buffer), &["0.00125 x0.5"]);
    let is_bold = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::BOLD);
    assert!(buffer.content.iter().filter(is_bold).any(|cell| cell.symbol() == "5"));
}

#[test]
fn a_logarithmic_loss_says_so_and_other_metrics_stay() {
    let mut view = view(1, &[Metric::Accuracy]);
    view.logarithmic = true;
    let screen = text(&drawn(&view, COLOURS, 80, 24));
    has(&screen, &["loss, log scale"]);
    assert_eq!(screen.matches("log scale").count(), 2, "the key is the other:\n{screen}");
}

#[test]
fn names_of_files_move_no_cursor() {
    let mut view = view(1, &[]);
    view.data = "a\u{1b}[2Jb.csv".to_owned();
    has(&text(&drawn(&view, COLOURS, 80, 24)), &["a [2Jb.csv"]);
}

#[test]
fn what_is_not_known_is_left_out() {
    let mut view = view(1, &[]);
    view.meter.load = Load::default();
    let run = view.run.as_mut().unwrap();
    (run.began, run.learning_rates) = (None, None);
    let screen = text(&drawn(&view, COLOURS, 80, 24));
    for unknown in ["samples/s", "steps/s", "process CPU", "in steps", "at most", "NaN"] {
        assert!(!screen.contains(unknown), "{screen}");
    }
}

#[test]
fn the_time_left_is_that_of_all_epochs() {
    let run = Run { steps: (0, 45), seconds: (60.0, Instant::now()), ..run() };
    let left = run.seconds_left().unwrap();
    assert!((left - 440.0).abs() < 1.0, "{left}");
    let past = Instant::now().checked_sub(Duration::from_secs(10));
    if let Some(past) = past {
        let later = Run { seconds: (60.0, past), ..run };
        assert!((later.seconds_left().unwrap() - 430.0).abs() < 1.0);
    }
}
