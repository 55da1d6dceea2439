//! Time a training step against width, depth and batch, on the adapter and on the CPU, as a plot:
//!
//!     cargo bench --bench scaling
//!
//! writes docs/scaling.svg and prints the figures. One quantity is varied, the others stay: two
//! layers of 128 and a batch of 64. The cost should grow as the work does.

mod common;

use std::error::Error;

use gradshader::bench::{plain, trial};
use gradshader::block_on;
use gradshader::cpu::ParallelExecutor;
use gradshader::network::{Activation, Network};
use plotters::prelude::*;

const PLOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scaling.svg");

/// What is varied, and the values it takes.
const SERIES: [(&str, &[usize]); 3] = [
    ("width", &[8, 16, 32, 64, 128, 256, 512, 1024, 2048]),
    ("layers", &[1, 2, 4, 8, 16]),
    ("batch", &[1, 4, 16, 64, 256, 1024, 4096]),
];

/// A point of a curve: the value varied, and milliseconds a step.
type Curve = Vec<(f64, f64)>;

fn sizes(what: &str, value: usize) -> (Vec<usize>, usize) {
    match what {
        "width" => (vec![value; 3], 64),
        "layers" => (vec![128; value + 1], 64),
        _ => (vec![128; 3], value),
    }
}

/// Milliseconds a step, the median of five trials.
fn milliseconds(device: &str, network: &Network, batch: usize) -> Option<f64> {
    let plain = plain(network, batch, 1);
    let mut steps: Vec<f64> = (0..5)
        .map(|_| {
            let trial = match device {
                "CPU" => {
                    let executor = ParallelExecutor::new(None).expect("the system gives threads");
                    block_on(trial(executor, network, &plain, 0.1))
                }
                _ => block_on(trial(common::executor(None)?, network, &plain, 0.1)),
            };
            Some(1e3 * batch as f64 / trial.expect("the device is there").samples_per_second)
        })
        .collect::<Option<_>>()?;
    steps.sort_by(f64::total_cmp);
    Some(steps[steps.len() / 2])
}

fn curve(device: &str, what: &str, values: &[usize]) -> Curve {
    let mut curve = Vec::new();
    for &value in values {
        let (sizes, batch) = sizes(what, value);
        let activations = vec![Activation::Sigmoid; sizes.len() - 1];
        let network = Network::new(&sizes, &activations).expect("the sizes are positive");
        let Some(step) = milliseconds(device, &network, batch) else { break };
        println!("{device}, {what} {value}: {step:.4} ms a step");
        curve.push((value as f64, step));
    }
    curve
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test --benches` asks for no measurement.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let root = SVGBackend::new(PLOT, (960, 320)).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, (what, values)) in root.split_evenly((1, SERIES.len())).iter().zip(SERIES) {
        let curves = [("adapter", BLUE), ("CPU", RED)]
            .map(|(device, colour)| (device, colour, curve(device, what, values)));
        let steps = || curves.iter().flat_map(|(.., curve)| curve).map(|&(_, step)| step);
        let least = steps().fold(f64::INFINITY, f64::min);
        let most = steps().fold(0.0, f64::max);
        let range = values[0] as f64..values[values.len() - 1] as f64;
        let mut chart = ChartBuilder::on(area)
            .margin(8)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .build_cartesian_2d(range.log_scale(), (least / 1.5..most * 1.5).log_scale())?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .x_desc(what)
            .y_desc("ms a step")
            .x_label_formatter(&|x| format!("{x:.0}"))
            .draw()?;
        for (device, colour, curve) in curves {
            chart
                .draw_series(LineSeries::new(curve, colour.stroke_width(2)).point_size(3))?
                .label(device)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
        }
        chart
            .configure_series_labels()
            .background_style(WHITE)
            .position(SeriesLabelPosition::UpperLeft)
            .draw()?;
    }
    root.present()?;
    println!("{PLOT}");
    Ok(())
}
