//! Metrics as a table, and beside it learning rate and load.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph};

use super::draw::name;
use super::load::Load;
use super::sizes::Sizes;
use super::view::{Run, View};
use crate::cli::output;

/// The height from which a frame has room.
const FRAMED: u16 = 5;

/// Draws both in their places.
pub(super) fn draw(frame: &mut Frame<'_>, view: &View, sizes: &Sizes, changed: Style) {
    let mut rows = vec![["", "now", "best", "epoch"].map(str::to_owned).to_vec()];
    let members = view.run.as_ref().map_or(1, |run| run.members);
    if members > 1 {
        rows[0][1] = format!("member {}", view.curves.member);
        rows[0].push("mean".to_owned());
    }
    for figure in &view.curves.figures {
        let shown = |value| output::figure(figure.metric, value);
        let mut row = vec![
            name(figure.part, figure.metric),
            shown(figure.now),
            figure.best.map_or("-".to_owned(), |best| shown(best.value)),
            figure.best.map_or("-".to_owned(), |best| best.epoch.to_string()),
        ];
        row.extend(figure.mean.map(shown));
        rows.push(row);
    }
    let text = fitting(rows, usize::from(inner(sizes.figures)));
    boxed(frame, "metrics", &text, sizes.figures, |_| Style::new());
    let Some(run) = &view.run else { return };
    let text = output::table(&facts(run, view.load(), usize::from(inner(sizes.load))), 2);
    let is_changed = run.scale != 1.0 || run.wanted != 1.0;
    boxed(frame, "learning rate and load", &text, sizes.load, |place| match place {
        0 if is_changed => changed.bold(),
        _ => Style::new(),
    });
}

/// The width that [`boxed`] leaves.
fn inner(place: Rect) -> u16 {
    if place.height >= FRAMED { place.width.saturating_sub(2) } else { place.width }
}

/// A table that is no wider: its names are shortened, and what has no room then is left out, since half a number is
/// another.
fn fitting(mut rows: Vec<Vec<String>>, width: usize) -> String {
    let is_wide = |text: &str| text.lines().any(|line| line.chars().count() > width);
    let mut text = output::table(&rows, 1);
    if is_wide(&text) {
        for row in &mut rows {
            row[0] = row[0].replace("validation ", "val ").replace("balanced ", "bal ");
        }
        text = output::table(&rows, 1);
    }
    while is_wide(&text) && rows[0].len() > 2 {
        rows.iter_mut().for_each(|row| row.truncate(row.len() - 1));
        text = output::table(&rows, 1);
    }
    text
}

/// Lines in a frame, or without where there is little room.
fn boxed(
    frame: &mut Frame<'_>,
    title: &str,
    text: &str,
    place: Rect,
    style: impl Fn(usize) -> Style,
) {
    let styled = |(place, line): (usize, &str)| Line::styled(line.to_owned(), style(place));
    let lines = Paragraph::new(text.lines().enumerate().map(styled).collect::<Vec<_>>());
    let lines = match place.height {
        FRAMED.. => lines.block(Block::bordered().title(format!(" {title} "))),
        _ => lines,
    };
    frame.render_widget(lines, place);
}

/// What is known of learning rate and load, in so many characters; what is not known is left out.
fn facts(run: &Run, load: Load, width: usize) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    // The first that has room beside the longest name and so many characters more, or the last.
    let fit = |texts: &[String], more: usize| {
        let room = width.saturating_sub("learning rate  ".len() + more);
        let fits = texts.iter().find(|text| text.len() <= room);
        fits.or(texts.last()).cloned().unwrap_or_default()
    };
    if let Some((least, most)) = run.learning_rates {
        let rate = match least == most {
            true => rate(least),
            false => fit(
                &[
                    format!("{} to {}", rate(least), rate(most)),
                    format!("{least:.0e} to {most:.0e}"),
                    "several".to_owned(),
                ],
                scale(run).chars().count(),
            ),
        };
        row("learning rate", rate + &scale(run));
    }
    if run.members > 1 {
        row("members", format!("{} of {} train", run.present, run.members));
    }
    if let Some(samples) = load.samples_per_second {
        row("samples/s", fit(&[whole(samples), short(samples)], 0));
    }
    if let Some(steps) = load.steps_per_second {
        row("steps/s", whole(steps));
    }
    if let Some(share) = load.training_share {
        row("in steps", format!("{:.0} %", 100.0 * share));
    }
    if let Some((busy, cores)) = load.cores {
        let texts = [
            format!("{busy:.2} of {cores} cores"),
            format!("{busy:.2} cores"),
            format!("{busy:.1}"),
        ];
        row("process CPU", fit(&texts, 0));
    }
    rows
}

/// What keys have made of the learning rate.
fn scale(run: &Run) -> String {
    match (run.scale, run.wanted) {
        (scale, wanted) if scale != wanted => format!(" → x{wanted}"),
        (1.0, _) => String::new(),
        (scale, _) => format!(" x{scale}"),
    }
}

/// Four digits that count.
fn rate(value: f64) -> String {
    match value.abs() {
        1e-3..1e4 => {
            let text = format!("{value:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => format!("{value:.3e}"),
    }
}

/// Thousands or millions.
fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{:.1} M", value / 1e6),
        _ => format!("{:.0} k", value / 1e3),
    }
}

/// Thousands apart.
fn whole(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        assert_eq!(whole(1_234_567.8), "1,234,568");
        assert_eq!(whole(12.0), "12");
        assert_eq!(
            (rate(0.001), rate(0.5), rate(1.25e-5)),
            ("0.001".into(), "0.5".into(), "1.250e-5".into())
        );
    }
}
