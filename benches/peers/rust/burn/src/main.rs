//! Burn: a module of linear layers, autodiff and the SGD optimizer, on wgpu or on Flex as the first
//! argument says.

use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Tensor, TensorData, activation};
use peer_common::{LEARNING_RATE, Request, Session, rows, serve, weights};
use serde_json::json;

#[derive(Module, Debug)]
struct Network {
    layers: Vec<Linear>,
}

impl Network {
    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        self.layers.iter().fold(input, |h, layer| activation::sigmoid(layer.forward(h)))
    }
}

struct Training {
    device: Device,
    network: Option<Network>,
    optimizer: ModuleOptimizer,
    batches: Vec<[Tensor<2>; 2]>,
    next: usize,
    losses: [f32; 2],
}

impl Training {
    fn new(device: &Device, request: &Request) -> Self {
        let (sizes, batch) = (&request.sizes, request.batch);
        let training = device.clone().autodiff();
        let layers = sizes.windows(2).map(|pair| {
            let mut layer = LinearConfig::new(pair[0], pair[1]).init(&training);
            let weight = TensorData::new(weights(pair[0], pair[1]), [pair[0], pair[1]]);
            layer.weight = Param::from_data(weight, &training);
            let bias = TensorData::new(vec![0.0f32; pair[1]], [pair[1]]);
            layer.bias = Some(Param::from_data(bias, &training));
            layer
        });
        let network = Network { layers: layers.collect() };
        let matrix = |start, columns| -> Tensor<2> {
            let data = TensorData::new(rows(start, batch, columns), [batch, columns]);
            Tensor::from_data(data, &training)
        };
        let batches = (0..request.samples / batch)
            .map(|i| [matrix(i * batch, sizes[0]), matrix(i * batch, sizes[sizes.len() - 1])])
            .collect();
        let mut training = Self {
            device: training,
            network: Some(network),
            optimizer: SgdConfig::new().init(),
            batches,
            next: 0,
            losses: [0.0; 2],
        };
        for step in 0..2 {
            let loss: f32 = training.step().into_scalar();
            training.losses[step] = loss;
        }
        training
    }

    fn step(&mut self) -> Tensor<1> {
        let [x, t] = self.batches[self.next].clone();
        self.next = (self.next + 1) % self.batches.len();
        let batch = x.dims()[0] as f32;
        let network = self.network.take().expect("it is put back");
        let loss = (network.forward(x) - t).square().sum() * (0.5 / batch);
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        self.network = Some(self.optimizer.step(f64::from(LEARNING_RATE), network, gradients));
        loss
    }
}

impl Session for Training {
    fn losses(&self) -> [f32; 2] {
        self.losses
    }

    fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            self.step();
        }
        self.device.sync().expect("the device is there");
    }
}

fn main() {
    let backend = std::env::args().nth(1).expect("wgpu or flex");
    let (device, name, driver) = match backend.as_str() {
        "wgpu" => {
            let device = Device::wgpu(Default::default());
            let name = device.identity().map(|identity| identity.name).unwrap_or_default();
            (device, name, "wgpu, WGSL")
        }
        "flex" => (Device::flex(), "CPU".to_owned(), "rayon, gemm"),
        other => panic!("no backend {other}"),
    };
    let info = json!({ "version": "burn 0.22.1", "device": name, "driver": driver });
    serve(info, move |request| Box::new(Training::new(&device, request)));
}
