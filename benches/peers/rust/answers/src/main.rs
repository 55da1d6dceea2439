//! Answers of one network, of gradshader, ONNX Runtime and tract in turns, each in one thread:
//!
//!     peer-answers MODEL.safetensors MODEL.onnx libonnxruntime.so
//!
//! MODEL.onnx is the network of the other alone. Prints microseconds of a call,
//! medians of the turns, and how many times ours they are; ends with an error where the answers differ.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use gradshader::cpu::{CpuOptions, Predictor};
use gradshader::model::Model;
use ort::environment::Environment;
use ort::memory::Allocator;
use ort::session::Session;
use ort::value::Tensor as OrtTensor;
use tract_onnx::prelude::*;

const BATCHES: [usize; 3] = [1, 64, 4096];
const ROUNDS: usize = 9;
const TURN: Duration = Duration::from_millis(200);
const NAMES: [&str; 3] = ["gradshader", "ONNX Runtime", "tract"];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Microseconds of a call.
fn time(samples: usize, call: &mut dyn FnMut()) -> f64 {
    // So many that the clock does not count.
    let at_once = (1000 / samples).max(1);
    let (began, mut calls) = (Instant::now(), 0);
    while began.elapsed() < TURN {
        (0..at_once).for_each(|_| call());
        calls += at_once;
    }
    began.elapsed().as_secs_f64() * 1e6 / calls as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn check(name: &str, answers: &[f32], expected: &[f32]) -> Outcome<()> {
    let far = |(a, b): (&f32, &f32)| (a - b).abs() > 1e-5;
    if answers.len() != expected.len() || answers.iter().zip(expected).any(far) {
        return Err(format!("{name} gives other answers").into());
    }
    Ok(())
}

fn measure(
    samples: usize,
    [model, onnx]: [&Path; 2],
    environment: &Environment,
) -> Outcome<[f64; 3]> {
    let model = Model::load(model)?;
    let inputs = model.network.inputs();
    let values: Vec<f32> = (0..samples * inputs).map(|i| (i as f32 * 0.37).sin()).collect();

    let mut predictor = Predictor::new(&model.network, &model.parameters, CpuOptions::default())?;
    let expected = predictor.predict(&values)?.to_vec();
    let mut ours = || {
        black_box(predictor.predict(black_box(&values)).expect("whole samples"));
    };

    let one_thread = Session::builder(environment)?.with_intra_threads(1)?.with_inter_threads(1);
    let mut session = one_thread?.commit_from_file(onnx)?;
    let names = (session.inputs()[0].name().to_owned(), session.outputs()[0].name().to_owned());
    let shape = [samples, model.network.outputs()];
    let given = OrtTensor::from_array(([samples, inputs], values.clone()))?;
    let mut binding = session.create_binding()?;
    binding.bind_input(&*names.0, &given)?;
    binding.bind_output(&*names.1, OrtTensor::<f32>::new(&Allocator::default(), shape)?)?;
    check(NAMES[1], session.run_binding(&binding)?[0].try_extract_tensor::<f32>()?.1, &expected)?;
    let mut bound = || drop(black_box(session.run_binding(&binding).expect("bound")));

    let fact = InferenceFact::dt_shape(f32::datum_type(), tvec![samples, inputs]);
    let plan = tract_onnx::onnx().model_for_path(onnx)?.with_input_fact(0, fact)?;
    let mut state = plan.into_optimized()?.into_runnable()?.spawn()?;
    let given: TValue = Tensor::from_shape(&[samples, inputs], &values)?.into();
    let answers = state.run(tvec![given.clone()])?;
    check(NAMES[2], answers[0].try_as_plain_ram()?.as_slice::<f32>()?, &expected)?;
    let mut planned = || drop(black_box(state.run(tvec![given.clone()]).expect("planned")));

    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        times[0].push(time(samples, &mut ours));
        times[1].push(time(samples, &mut bound));
        times[2].push(time(samples, &mut planned));
    }
    Ok(times.map(median))
}

fn main() -> Outcome<()> {
    let paths: Vec<_> = std::env::args_os().skip(1).collect();
    let [model, onnx, library] = &paths[..] else {
        return Err("usage: peer-answers MODEL.safetensors MODEL.onnx libonnxruntime.so".into());
    };
    let environment = ort::init_from(library)?.build()?;
    println!(
        "{:>7} {:>14} {:>14} {:>14}   microseconds a call (times gradshader's)",
        "samples", NAMES[0], NAMES[1], NAMES[2]
    );
    for samples in BATCHES {
        let [ours, others @ ..] = measure(samples, [model, onnx].map(Path::new), &environment)?;
        let [a, b] = others.map(|time| format!("{time:.2} ({:.2})", time / ours));
        println!("{samples:>7} {ours:>14.2} {a:>14} {b:>14}");
    }
    Ok(())
}
