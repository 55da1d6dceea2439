//! tract and rten: answers each line of numbers on stdin by a graph that takes one matrix.

use std::io::BufRead;

type Rows = (usize, Vec<f32>);

/// The classes, if there are any, and the numbers.
type Answers = (Option<Vec<i64>>, Vec<f32>);

fn tract(path: &str, columns: usize, rows: Rows) -> Answers {
    use tract_onnx::prelude::*;
    let shape = tvec!(rows.0, columns);
    let model = tract_onnx::onnx().model_for_path(path).unwrap();
    let model = model.with_input_fact(0, f32::fact(&shape).into()).unwrap();
    let model = model.into_optimized().unwrap().into_runnable().unwrap();
    let input = Tensor::from_shape(&shape, &rows.1).unwrap();
    let answers = model.run(tvec!(input.into())).unwrap();
    let numbers = answers[answers.len() - 1].cast_to::<f32>().unwrap();
    let numbers = numbers.to_plain_array_view::<f32>().unwrap().iter().copied().collect();
    let classes = (answers.len() == 2).then(|| {
        let classes = answers[0].cast_to::<i64>().unwrap();
        classes.to_plain_array_view::<i64>().unwrap().iter().copied().collect()
    });
    (classes, numbers)
}

fn rten(path: &str, columns: usize, rows: Rows) -> Answers {
    use rten_tensor::prelude::*;
    let model = rten::Model::load_file(path).unwrap();
    let input = rten_tensor::NdTensor::from_data([rows.0, columns], rows.1);
    let outputs = model.output_ids().to_vec();
    let inputs = vec![(model.input_ids()[0], input.into())];
    let mut answers = model.run(inputs, &outputs, None).unwrap();
    let numbers: rten_tensor::Tensor<f32> = answers.pop().unwrap().try_into().unwrap();
    let classes = answers.pop().map(|classes| {
        let classes: rten_tensor::Tensor<i32> = classes.try_into().unwrap();
        classes.iter().map(|&class| i64::from(class)).collect()
    });
    (classes, numbers.iter().copied().collect())
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let columns: usize = arguments[3].parse().unwrap();
    let mut rows = (0, Vec::new());
    for line in std::io::stdin().lock().lines() {
        rows.0 += 1;
        rows.1.extend(line.unwrap().split_whitespace().map(|cell| cell.parse::<f32>().unwrap()));
    }
    let count = rows.0;
    let (classes, numbers) = match &*arguments[1] {
        "tract" => tract(&arguments[2], columns, rows),
        _ => rten(&arguments[2], columns, rows),
    };
    for (row, numbers) in numbers.chunks(numbers.len() / count).enumerate() {
        let class = classes.as_ref().map_or(0, |classes| classes[row]);
        let numbers: Vec<_> = numbers.iter().map(f32::to_string).collect();
        println!("{class} {}", numbers.join(" "));
    }
}
