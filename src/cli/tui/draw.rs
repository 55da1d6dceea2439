//! The screen as a whole: its parts, each in its place.

use gradshader::metrics::{Direction, Metric};
use gradshader::run::Best;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Block, Chart, Dataset, Gauge, GraphType, Paragraph};

use super::curves::{Picture, Role};
use super::figures;
use super::sizes::Sizes;
use super::view::{Run, View};
use crate::cli::interrupt;
use crate::cli::output;
use crate::cli::progress::Control;

/// How things look on this terminal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// Whether there are colours.
    pub(super) colours: bool,
    /// Whether its letters have dots finer than a cell.
    pub(super) fine: bool,
}

impl Theme {
    /// As the environment has it: <https://no-color.org>, and the console of Linux knows no Braille.
    pub(super) fn of_environment() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let term = std::env::var("TERM").unwrap_or_default();
        Self { colours: !is_set("NO_COLOR"), fine: term != "linux" }
    }

    fn style(self, role: Role) -> Style {
        use gradshader::run::Part::{Test, Training, Validation};
        let (colour, modifier) = match role {
            Role::Of(Training) => (Color::Cyan, Modifier::empty()),
            Role::Of(Validation) | Role::Best => (Color::Yellow, Modifier::BOLD),
            Role::Of(Test) => (Color::Magenta, Modifier::BOLD),
            Role::Mean => (Color::Cyan, Modifier::empty()),
            Role::Edge => (Color::DarkGray, Modifier::DIM),
        };
        match self.colours {
            true => Style::new().fg(colour),
            false => Style::new().add_modifier(modifier),
        }
    }

    /// Without colours some lines are dots, so that they can be told from others.
    fn marker(self, role: Role) -> Marker {
        use gradshader::run::Part::Validation;
        let is_first = matches!(role, Role::Of(Validation) | Role::Best);
        if self.fine && (self.colours || is_first) { Marker::Braille } else { Marker::Dot }
    }

    /// A line's name, as a legend has it.
    fn legend(self, role: Role) -> Span<'static> {
        let sign = match (self.colours, self.marker(role)) {
            (true, _) => "",
            (false, Marker::Braille) => "⠒ ",
            (false, _) => "• ",
        };
        Span::styled(format!(" {sign}{} ", role.name()), self.style(role))
    }

    fn good(self) -> Style {
        if self.colours { Style::new().fg(Color::Green) } else { Style::new() }
    }
}

/// Draws all of it; `lines` gives the last ones that were said.
pub(super) fn frame(
    frame: &mut Frame<'_>,
    view: &View,
    theme: Theme,
    lines: &dyn Fn(usize) -> Vec<String>,
) {
    let sizes = Sizes::of(frame.area());
    let title = [("gradshader", true), (&view.data, false), (&view.about, false)];
    let title = title.into_iter().filter(|(text, _)| !text.is_empty()).map(|(text, is_strong)| {
        let style = if is_strong { Style::new().bold() } else { Style::new() };
        Span::styled(format!("{}  ", plain(text)), style)
    });
    frame.render_widget(Line::from_iter(title), sizes.title);
    match &view.run {
        None => frame.render_widget(Line::raw("getting ready"), sizes.progress),
        Some(run) => progress(frame, run, sizes.progress, theme),
    }
    let places = sizes.charts(view.curves.pictures.len());
    for (picture, place) in view.curves.pictures.iter().zip(places) {
        chart(frame, picture, place, theme, view.logarithmic);
    }
    figures::draw(frame, view, &sizes, theme.good());
    let said = lines(usize::from(sizes.lines.height));
    let said: Vec<_> = said.iter().map(|line| Line::raw(plain(line))).collect();
    frame.render_widget(Paragraph::new(said), sizes.lines);
    frame.render_widget(keys(view, usize::from(sizes.keys.width)), sizes.keys);
}

/// A text that moves no cursor.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// How far the run is, and how long that will take at the most.
fn progress(frame: &mut Frame<'_>, run: &Run, place: Rect, theme: Theme) {
    let share = (run.done() / f64::from(run.epochs.max(1))).clamp(0.0, 1.0);
    let epoch = (run.completed + 1).min(run.epochs);
    let mut text = format!("epoch {epoch}/{}", run.epochs);
    if run.steps.1 > 0 {
        text += &format!("  step {}/{}", run.steps.0, run.steps.1);
    }
    text += &format!("  {}", clock(run.seconds_now()));
    if let Some(left) = run.seconds_left() {
        text += &format!(", at most {} left", clock(left));
    }
    text += "  ";
    let width = (text.chars().count() as u16).min(place.width);
    // A text by itself is no widget for a place without rows.
    frame.render_widget(Line::raw(text), place);
    let rest = Rect { x: place.x + width, width: place.width - width, ..place };
    if rest.width >= 8 {
        let gauge = Gauge::default().ratio(share).use_unicode(theme.fine).gauge_style(theme.good());
        frame.render_widget(gauge, rest);
    }
}

/// `1:02:03`.
fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn keys(view: &View, width: usize) -> Line<'static> {
    if interrupt::asked() {
        return Line::styled(
            "stopping after this step; Ctrl-C quits at once",
            Style::new().reversed(),
        );
    }
    let all: &[(&str, &str)] = match view.control {
        Control::Whole => &[
            ("q", "stop"),
            ("s", "save"),
            ("+ -", "learning rate x2 /2"),
            ("0", "as scheduled"),
            ("l", "log scale"),
        ],
        Control::Stop => &[("q", "stop"), ("l", "log scale")],
    };
    let mut left = width;
    let mut spans = Vec::new();
    for (key, meaning) in all {
        let needed = key.len() + meaning.len() + 4;
        if needed > left {
            break;
        }
        left -= needed;
        spans.push(Span::styled(format!(" {key} "), Style::new().reversed()));
        spans.push(Span::raw(format!(" {meaning} ")));
    }
    Line::from(spans)
}

fn chart(frame: &mut Frame<'_>, picture: &Picture, place: Rect, theme: Theme, logarithmic: bool) {
    let is_logarithmic = logarithmic && picture.metric.direction() == Direction::Less;
    let drawn = |value: f64| if is_logarithmic { value.log10() } else { value };
    let lines: Vec<(Role, Vec<(f64, f64)>)> = picture
        .lines
        .iter()
        .map(|line| {
            let points = line.points.iter().map(|&(epoch, value)| (epoch, drawn(value)));
            (line.role, points.filter(|(_, value)| value.is_finite()).collect())
        })
        .collect();
    let best = picture.best.map(|Best { epoch, value }| (f64::from(epoch), drawn(value)));
    let best: Vec<_> = best.filter(|(_, value)| value.is_finite()).into_iter().collect();
    let all = || lines.iter().flat_map(|(_, points)| points).chain(&best);
    let fold = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let ends = (f64::INFINITY, f64::NEG_INFINITY);
        all().map(of).fold(ends, |(least, most), value| (least.min(value), most.max(value)))
    };
    let (first, last) = fold(&|point| point.0);
    let (least, most) = fold(&|point| point.1);
    let scale = if is_logarithmic { ", log scale" } else { "" };
    let mut title = vec![Span::styled(format!(" {}{scale} ", picture.title), Style::new().bold())];
    if let Some(Best { epoch, value }) = picture.best {
        let text = format!(" best {} at {epoch} ", output::figure(picture.metric, value));
        title.push(Span::styled(text, theme.good()));
    }
    // One edge stands for both.
    let mut named: Vec<_> = picture.lines.iter().map(|line| line.role).collect();
    named.dedup();
    let legend: Vec<_> = named.into_iter().map(|role| theme.legend(role)).collect();
    let block = Block::bordered().title(Line::from(title)).title_bottom(Line::from(legend));
    if !(first.is_finite() && least.is_finite()) {
        frame.render_widget(Paragraph::new("nothing finite to draw").block(block), place);
        return;
    }
    let margin = match most - least {
        0.0 => (least.abs() * 0.1).max(f64::MIN_POSITIVE),
        range => range * 0.02,
    };
    // What is never below 0 is not drawn as if it were.
    let lowest = if least >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
    let (least, most) = ((least - margin).max(lowest), most + margin);
    let shown = |value: f64| number(if is_logarithmic { 10f64.powf(value) } else { value });
    let labels = [least, (least + most) / 2.0, most].map(shown);
    let mut sets: Vec<_> = lines
        .iter()
        .map(|(role, points)| {
            Dataset::default()
                .marker(theme.marker(*role))
                .graph_type(GraphType::Line)
                .style(theme.style(*role))
                .data(points)
        })
        .collect();
    let mark = Dataset::default().marker(Marker::Dot).graph_type(GraphType::Scatter);
    sets.push(mark.style(theme.good()).data(&best));
    let axis = Axis::default;
    let last = last.max(first + 1.0);
    let chart = Chart::new(sets)
        .block(block)
        .legend_position(None)
        .x_axis(axis().bounds([first, last]).labels([first, last].map(|epoch| epoch.to_string())))
        .y_axis(axis().bounds([least, most]).labels(labels));
    frame.render_widget(chart, place);
}

/// Four digits.
fn number(value: f64) -> String {
    let size = value.abs();
    match size {
        0.0 => "0".to_owned(),
        1e-3..1e5 => {
            let before = size.log10().floor() as i32;
            format!("{value:.*}", (3 - before).clamp(0, 6) as usize)
        }
        _ => format!("{value:.2e}"),
    }
}

/// A metric's name on a part, as people read it.
pub(super) fn name(part: gradshader::run::Part, metric: Metric) -> String {
    format!("{} {}", part.name(), metric.to_string().replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_digits() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1.000"),
            (-12.3456, "-12.35"),
            (0.012_345, "0.01235"),
            (12_345.6, "12346"),
            (1e-7, "1.00e-7"),
            (123_456_789.0, "1.23e8"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(clock(3_723.9), "1:02:03");
    }
}
