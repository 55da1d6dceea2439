//! What comes before and after the products of a training step, taken over by the first and the last layer.

use super::Fused;
use crate::gpu::shader::{Place, Product, Shader};
use crate::kernel::Kernel;
use crate::recipe::Criterion;
use crate::recording::Buffer;

/// The fused commands of a training step, with what comes before and after its products taken over
/// by the first and the last layer: 3L - 1 dispatches for L layers, 2 or more, where no product is
/// split. Where a shader would bind more than `most` buffers, what it would take over keeps its own
/// commands. Other recordings stay as they are.
pub(in crate::gpu) fn take_over_ends(mut step: Vec<Fused>, most: usize) -> Vec<Fused> {
    let Some(ends) = Ends::of(&step) else { return step };
    let operands = |at: usize| step[at].operands.clone();
    let mut takers = Vec::new();

    // Nothing but the next step follows these.
    if let Some(update) = ends.update {
        let names = ["sample_loss", "cursor", "losses"].into_iter();
        let further: Vec<_> = names.zip(operands(ends.mean_loss)).collect();
        let update_last = step[update].at(Place::Last, &further, &[]);
        takers.push((vec![(update, update_last)], vec![ends.mean_loss, ends.advance]));
    }

    // Where one workgroup has all outputs of a row, it can add up their losses; and in panels find their
    // softmax.
    let is_tile = matches!(step[ends.forward].shader, Shader::Tile(..));
    if step[ends.forward].has_whole_rows() && !(is_tile && ends.softmax.is_some()) {
        let names = ["targets", "order", "cursor"].into_iter();
        let mut further: Vec<_> = names.zip(operands(ends.targets)).collect();
        let output = |at: usize| *step[at].operands.last().expect("it writes one");
        further.push(("delta", output(ends.output_delta)));
        further.push(("sample_loss", output(ends.sample_loss)));
        further.push(("coefficients", Buffer::Coefficients));
        let mut elided = vec![Buffer::Targets];
        let mut taken = vec![ends.targets, ends.output_delta, ends.sample_loss];
        let mut forward = step[ends.forward].clone();
        if let Some(softmax) = ends.softmax {
            let [sum, h] = operands(softmax)[..] else { unreachable!("softmax has two operands") };
            elided.push(sum);
            forward.operands[3] = h;
            taken.push(softmax);
        } else if let Some(sum) = forward.operand("sum") {
            elided.push(sum);
        }
        let shader = step[ends.forward].shader.judged_by(ends.criterion);
        if let Shader::Tile(..) = shader {
            elided.push(forward.operands[3]);
        }
        let forward = forward.of(shader, &further, &elided);
        takers.push((vec![(ends.forward, forward)], taken));
    }

    // A single layer's update moves the cursor, by which another workgroup would find its rows.
    if ends.layers > 1
        && let Some(inputs) = ends.inputs
    {
        let mut further: Vec<_> =
            [("order", 1), ("cursor", 2)].map(|(name, at)| (name, operands(inputs)[at])).to_vec();
        further.extend([("schedule", Buffer::Schedule), ("current", Buffer::Coefficients)]);
        let loads_inputs = |at: &usize| {
            step[*at].shader.loads().is_some() && step[*at].operands[0] == Buffer::Inputs
        };
        let first: Vec<_> = (0..step.len())
            .filter(loads_inputs)
            .map(|at| {
                let mut first = step[at].at(Place::First, &further, &[Buffer::Inputs]);
                first.operands[0] = operands(inputs)[0];
                (at, first)
            })
            .collect();
        let copies = first.iter().any(|(_, first)| first.shader.copies_coefficients());
        let mut taken = vec![inputs];
        taken.extend(ends.coefficients.filter(|_| copies));
        takers.push((first, taken));
    }

    let mut taken = Vec::new();
    for (replacements, commands) in takers {
        let fits = |(_, fused): &(usize, Fused)| fused.shader.bindings().len() <= most;
        if replacements.iter().all(fits) {
            replacements.into_iter().for_each(|(at, fused)| step[at] = fused);
            taken.extend(commands);
        }
    }
    let left = step.into_iter().enumerate().filter(|(at, _)| !taken.contains(at));
    left.map(|(_, command)| command).collect()
}

/// Where in a training step the commands are that its first and last layers can take over, and
/// where the last layer's are.
struct Ends {
    /// None where the inputs are dropped, which takes a command of its own.
    inputs: Option<usize>,
    coefficients: Option<usize>,
    targets: usize,
    softmax: Option<usize>,
    output_delta: usize,
    criterion: Criterion,
    sample_loss: usize,
    mean_loss: usize,
    advance: usize,
    forward: usize,
    /// None where other commands come after the last product.
    update: Option<usize>,
    layers: usize,
}

impl Ends {
    /// Those of a training step, which has one of each.
    fn of(step: &[Fused]) -> Option<Self> {
        // Who shares weights has commands of its own before and after the products.
        let is_of_sharers = |fused: &Fused| match fused.shader {
            Shader::Plain(kernel) => kernel.is_of_sharers(),
            _ => false,
        };
        if step.iter().any(is_of_sharers) {
            return None;
        }
        let all = |is: &dyn Fn(&Fused) -> bool| -> Vec<usize> {
            (0..step.len()).filter(|&at| is(&step[at])).collect()
        };
        let only = |is: &dyn Fn(&Fused) -> bool| match all(is)[..] {
            [at] => Some(at),
            _ => None,
        };
        let kernel = |kernel| only(&|command| command.shader == Shader::Plain(kernel));
        let forward = all(&|c| matches!(c.shader.finishes(), Some(Product::Forward(_))));
        let update = all(&|c| matches!(c.shader.finishes(), Some(Product::Update(_))));
        if update.len() != forward.len() {
            return None;
        }
        let drops_inputs = step.iter().any(|command| {
            command.shader == Shader::Plain(Kernel::Dropout)
                && command.operands[0] == Buffer::Inputs
        });
        let mean_loss = kernel(Kernel::MeanLoss)?;
        let advance = kernel(Kernel::Advance)?;
        let last = *update.last()?;
        // Plain kernels of the update would find the cursor moved, and the coefficients gone.
        let is_last = (last + 1..step.len()).all(|at| at == advance);
        let output_delta = only(&|c| matches!(c.shader, Shader::Plain(Kernel::OutputDelta(_))))?;
        let Shader::Plain(Kernel::OutputDelta(criterion)) = step[output_delta].shader else {
            return None;
        };
        Some(Self {
            inputs: only(&|c| c.computes(Buffer::Inputs)).filter(|_| !drops_inputs),
            coefficients: kernel(Kernel::Coefficients),
            targets: only(&|c| c.computes(Buffer::Targets))?,
            softmax: kernel(Kernel::Softmax),
            output_delta,
            criterion,
            sample_loss: only(&|c| matches!(c.shader, Shader::Plain(Kernel::SampleLoss(_))))?,
            mean_loss,
            advance,
            forward: *forward.last()?,
            update: is_last.then_some(last),
            layers: forward.len(),
        })
    }
}
