//! Every public way to what is unsafe inside, tried with what does not fit: an error each time, and never
//! a read or a write outside a buffer.
#![forbid(unsafe_code)]

mod common;

use gradshader::block_on;
use gradshader::cpu::CpuExecutor;
#[cfg(feature = "parallel")]
use gradshader::cpu::ParallelExecutor;
use gradshader::executor::Executor;
use gradshader::formula::Activation;
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::kernel::Kernel;
use gradshader::network::Network;
use gradshader::recipe::Recipe;
use gradshader::recording::{Buffer, Command, Extent, Part, Recording, Setup, Shape, Window};

fn extent(members: usize, rows: usize, columns: usize) -> Extent {
    Extent { members, rows, columns }
}

/// A product of 4 x 3 with 3 x 5, with its bias and activation.
fn product() -> Recording {
    let shape = |inner| Shape { members: 1, rows: 4, inner, columns: 5 };
    let command = |kernel, inner, operands| Command { kernel, shape: shape(inner), operands };
    let (x, w, b) = (Buffer::Inputs, Buffer::Weight(0), Buffer::Bias(0));
    let (sum, h) = (Buffer::Sum(0), Buffer::Activation(0));
    Recording {
        buffers: vec![
            (x, extent(1, 4, 3)),
            (w, extent(1, 3, 5)),
            (b, extent(1, 1, 5)),
            (sum, extent(1, 4, 5)),
            (h, extent(1, 4, 5)),
        ],
        commands: vec![
            command(Kernel::MatmulNn, 3, vec![x, w, sum]),
            command(Kernel::AddBias, 1, vec![sum, b]),
            command(Kernel::Activate(Activation::Sigmoid), 1, vec![sum, h]),
        ],
    }
}

/// Recordings that do not fit, by what is wrong with them.
fn wrong() -> Vec<(&'static str, Recording)> {
    let all = |change: &dyn Fn(&mut Recording)| {
        let mut recording = product();
        change(&mut recording);
        recording
    };
    let shapes = |change: &dyn Fn(&mut Shape)| {
        all(&|recording| {
            recording.commands.iter_mut().for_each(|command| change(&mut command.shape))
        })
    };
    // Products of sizes that wrap around to what is there.
    let half = 1usize << (usize::BITS / 2);
    vec![
        ("more rows", shapes(&|shape| shape.rows = 5)),
        ("more columns", shapes(&|shape| shape.columns = 6)),
        ("fewer columns", shapes(&|shape| shape.columns = 4)),
        ("more terms", all(&|recording| recording.commands[0].shape.inner = 4)),
        ("rows that wrap around", shapes(&|shape| shape.rows = half)),
        (
            "all sizes that wrap around",
            shapes(&|shape| {
                (shape.rows, shape.columns) = (half, half);
            }),
        ),
        (
            "terms that wrap around",
            all(&|recording| {
                recording.commands[0].shape.inner = usize::MAX;
            }),
        ),
        ("members that are not there", shapes(&|shape| shape.members = 3)),
        ("members that wrap around", shapes(&|shape| shape.members = usize::MAX)),
        ("no members", shapes(&|shape| shape.members = 0)),
        ("no rows", shapes(&|shape| shape.rows = 0)),
        (
            "a buffer that is not there",
            all(&|recording| {
                recording.buffers.remove(1);
            }),
        ),
        (
            "a buffer too large to index",
            all(&|recording| {
                recording.buffers[0].1 = extent(1, half, half);
            }),
        ),
        (
            "a buffer without elements",
            all(&|recording| {
                recording.buffers[0].1 = extent(1, 0, 3);
            }),
        ),
        (
            "too few operands",
            all(&|recording| {
                recording.commands[0].operands.pop();
            }),
        ),
        (
            "too many operands",
            all(&|recording| {
                recording.commands[0].operands.push(Buffer::Bias(0));
            }),
        ),
        (
            "a result that is an operand",
            all(&|recording| {
                recording.buffers[1].1 = extent(1, 4, 5);
                recording.commands[0].shape.inner = 4;
                recording.commands[0].operands =
                    vec![Buffer::Sum(0), Buffer::Weight(0), Buffer::Sum(0)];
                recording.commands[0].shape.rows = 4;
            }),
        ),
        (
            "indices for numbers",
            all(&|recording| {
                recording.buffers.push((Buffer::Order(Part::Training), extent(1, 4, 3)));
                recording.commands[0].operands[0] = Buffer::Order(Part::Training);
            }),
        ),
        (
            "a state of another size than its weight",
            all(&|recording| {
                recording.buffers.push((Buffer::WeightState(0, 0), extent(1, 30, 50)));
            }),
        ),
    ]
}

fn setup() -> Setup {
    Setup {
        network: Network::new(&[3, 4, 2], &[Activation::Sigmoid; 2]).unwrap(),
        recipe: Recipe::default(),
        members: 2,
        training_batch: 4,
        evaluation_batch: 4,
        training: Window { rows: 10, samples: 10, steps: 3 },
        evaluation: Window { rows: 10, samples: 10, steps: 3 },
    }
}

/// Every door of an executor.
fn try_doors<E: Executor>(new: impl Fn() -> E) {
    for (what, recording) in wrong() {
        let mut executor = new();
        let error = block_on(executor.load(&recording)).expect_err(what).to_string();
        println!("{what}: {error}");
        // And beside one that fits.
        let mut executor = new();
        block_on(executor.load(&product())).unwrap();
        assert!(block_on(executor.load(&recording)).is_err(), "{what}");
    }
    let mut executor = new();
    let program = block_on(executor.load(&product())).unwrap();
    block_on(executor.run(program, 3)).unwrap();
    assert_eq!(block_on(executor.read(Buffer::Activation(0))).unwrap(), [0.5; 20]);

    let mut executor = new();
    let setup = setup();
    let step = block_on(executor.load(&setup.training_step(4))).unwrap();
    let rest = block_on(executor.load(&setup.training_step(2))).unwrap();
    let order = Buffer::Order(Part::Training);
    let cursor = Buffer::Cursor(Part::Training);
    for values in [&[10][..], &[0, 1, 2, u32::MAX], &[0; 21]] {
        assert!(executor.write_indices(order, values).is_err(), "{values:?}");
    }
    executor.write_indices(order, &(0..20).map(|i| i % 10).collect::<Vec<_>>()).unwrap();
    assert!(executor.write(Buffer::Weight(0), &[0.0; 25]).is_err());
    assert!(executor.write(Buffer::Weight(7), &[0.0]).is_err());
    // Three steps of four are more than ten samples.
    assert!(block_on(executor.run(step, 3)).is_err());
    assert!(block_on(executor.run(step, usize::MAX)).is_err());
    block_on(executor.run(step, 2)).unwrap();
    assert!(block_on(executor.run(step, 1)).is_err());
    block_on(executor.run(rest, 1)).unwrap();
    assert!(block_on(executor.run(rest, 1)).is_err(), "the epoch is over");
    for wrong in [[7, 0], [11, 0], [0, 3], [u32::MAX, 0], [0, u32::MAX]] {
        executor.write_indices(cursor, &wrong).unwrap();
        assert!(block_on(executor.run(step, 1)).is_err(), "{wrong:?}");
    }
    executor.write_indices(cursor, &[0, 0]).unwrap();
    block_on(executor.run(step, 2)).unwrap();
    assert_eq!(block_on(executor.read_indices(cursor)).unwrap()[..2], [8, 2]);
}

#[test]
fn the_doors_of_the_reference() {
    try_doors(CpuExecutor::<f32>::new);
}

#[cfg(feature = "parallel")]
#[cfg(feature = "parallel")]
#[test]
fn the_doors_of_the_cpu() {
    try_doors(|| ParallelExecutor::new(Some(2)).unwrap());
}

#[test]
fn the_doors_of_the_adapter() {
    for family in common::FAMILIES {
        let context = common::open(GpuOptions { family, ..GpuOptions::default() });
        try_doors(|| GpuExecutor::new(context.clone()));
    }
}

/// What reaches outside its buffer, as a shader of someone else's may.
#[test]
fn a_foreign_shader_is_compiled_with_checks_whatever_is_asked_for() {
    let options = |text: String| GpuOptions {
        checked: false,
        family: Some(Family::Single),
        shaders: [("add_bias".to_owned(), text)].into(),
        ..GpuOptions::default()
    };
    let (_, ours) =
        gradshader::kernel::SHADERS.iter().find(|(name, _)| *name == "add_bias").unwrap();
    let context = common::open(GpuOptions::default());
    let same = context.with_options(options((*ours).to_owned()));
    assert!(same.options().checked);
    assert!(common::open(options((*ours).to_owned())).options().checked);
    assert!(!context.with_options(GpuOptions::default()).options().checked);
}

/// Small ones are read together, those of megabytes by themselves.
#[test]
fn several_buffers_come_back_in_their_order() {
    let (x, w, b) = (Buffer::Inputs, Buffer::Weight(0), Buffer::Bias(0));
    let extents = [(w, extent(3, 601, 701)), (x, extent(3, 5, 3)), (b, extent(1, 1, 7))];
    let recording = Recording { buffers: extents.to_vec(), commands: Vec::new() };
    let mut executor = GpuExecutor::new(common::open(GpuOptions::default()));
    block_on(executor.load(&recording)).unwrap();
    let values = extents.map(|(buffer, extent)| {
        let count = extent.members * extent.rows * extent.columns;
        let values: Vec<f32> = (0..count).map(|i| (i % 1009) as f32 + count as f32).collect();
        executor.write(buffer, &values).unwrap();
        values
    });
    let read = |executor: &mut GpuExecutor, places: &[usize]| {
        let buffers: Vec<_> = places.iter().map(|&place| extents[place].0).collect();
        block_on(executor.read_all(&buffers)).unwrap()
    };
    for places in [&[0, 1, 2][..], &[2, 1, 0], &[1, 2, 1], &[1], &[]] {
        let wanted: Vec<_> = places.iter().map(|&place| values[place].clone()).collect();
        assert!(read(&mut executor, places) == wanted, "{places:?}");
    }
    assert!(block_on(executor.read_all(&[x, Buffer::Weight(7)])).is_err());
}
