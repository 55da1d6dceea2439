//! MNIST from its four IDX files, gzip or not, through the library:
//! `cargo run --release --example mnist -- FOLDER` (or the folder in `GRADSHADER_MNIST`).

use std::path::{Path, PathBuf};

use gradshader::dataset::{Preprocessing, Samples, TableOptions, read_idx};
use gradshader::gpu::{Context, GpuExecutor, GpuOptions, adapters};
use gradshader::metrics::Confusion;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Error, Result, block_on};

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).or_else(|| std::env::var_os("GRADSHADER_MNIST"));
    let folder = PathBuf::from(folder.ok_or_else(|| {
        Error::input("no folder with MNIST")
            .advice("name it as the argument or in GRADSHADER_MNIST")
    })?);
    let training = load(&folder, "train")?;
    let test = load(&folder, "t10k")?;
    let rows: Vec<u32> = (0..training.len() as u32).collect();
    let scaling = training.default_scaling();
    let preprocessing = Preprocessing::fit(&training, &rows, scaling, Activation::Sigmoid)?;
    let (training, test) = (preprocessing.apply(&training)?, preprocessing.apply(&test)?);

    block_on(async {
        let adapters = adapters().await;
        let adapter = adapters.first().ok_or_else(|| Error::device("there is no adapter"))?;
        let context = Context::open(adapter, GpuOptions::default()).await?;
        println!("adapter {}", context.description());
        let network = Network::new(&[784, 30, 10], &[Activation::Sigmoid; 2])?;
        let parameters = Parameters::initialise(&network, &[0]);
        let settings = Hyperparameters::new(3.0, 10, 0);
        let executor = GpuExecutor::new(context);
        let mut trainer =
            Trainer::new(executor, network, &parameters, training, None, settings).await?;
        for _ in 0..5 {
            let epoch = trainer.epoch().await?;
            let answers = trainer.evaluate(&test).await?;
            let accuracy = Confusion::new(10, answers.member(0), &test.targets).accuracy();
            println!(
                "epoch {}: loss {:.5}, test accuracy {:.2} %",
                epoch.number,
                epoch.losses[0],
                100.0 * accuracy
            );
        }
        Ok(())
    })
}

/// One of the two parts, `train` or `t10k`, gzip or not.
fn load(folder: &Path, part: &str) -> Result<Samples> {
    let read = |name: &str| {
        let plain = folder.join(format!("{part}-{name}"));
        let zipped = folder.join(format!("{part}-{name}.gz"));
        let path = if plain.exists() { plain } else { zipped };
        let bytes = std::fs::read(&path);
        bytes.map_err(|e| Error::input("cannot be read").file(&path).caused_by(e))
    };
    let (images, labels) = (read("images-idx3-ubyte")?, read("labels-idx1-ubyte")?);
    let labels = (&*format!("{part} labels"), &*labels);
    let table = read_idx(&format!("{part} images"), &images, Some(labels))?;
    Samples::from_table(table, &TableOptions::default())
}
