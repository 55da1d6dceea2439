//! meganeura: a compiled session, SGD inside the step, inputs uploaded for each step (its way).

use meganeura::{Graph, Session as Compiled, SessionConfig};
use peer_common::{LEARNING_RATE, Request, Session, rows, serve, weights};
use serde_json::json;

struct Training {
    session: Compiled,
    batches: Vec<[Vec<f32>; 2]>,
    next: usize,
    losses: [f32; 2],
}

impl Training {
    fn new(request: &Request) -> Self {
        let (sizes, batch) = (&request.sizes, request.batch);
        let outputs = sizes[sizes.len() - 1];
        let mut graph = Graph::new();
        let mut h = graph.input("x", &[batch, sizes[0]]);
        for (layer, pair) in sizes.windows(2).enumerate() {
            let weight = graph.parameter(&format!("w{layer}"), pair);
            let bias = graph.parameter(&format!("b{layer}"), &pair[1..]);
            let product = graph.matmul(h, weight);
            let sum = graph.bias_add(product, bias);
            h = graph.sigmoid(sum);
        }
        let target = graph.input("t", &[batch, outputs]);
        let loss = graph.mse_loss(h, target);
        graph.set_outputs(vec![loss]);
        // Its tuner of products, which the documentation recommends for f32.
        let config = SessionConfig { tune: true, ..SessionConfig::default() };
        let mut session = meganeura::build(&graph, config).0;
        for (layer, pair) in sizes.windows(2).enumerate() {
            session.set_parameter(&format!("w{layer}"), &weights(pair[0], pair[1]));
            session.set_parameter(&format!("b{layer}"), &vec![0.0; pair[1]]);
        }
        // Its mean squared error is over outputs too: the rate makes up for that.
        let factor = outputs as f32 / 2.0;
        session.set_learning_rate(LEARNING_RATE * factor);
        let batches = (0..request.samples / batch)
            .map(|i| [rows(i * batch, batch, sizes[0]), rows(i * batch, batch, outputs)])
            .collect();
        let mut training = Self { session, batches, next: 0, losses: [0.0; 2] };
        for step in 0..2 {
            training.run(1);
            training.losses[step] = training.session.read_loss() * factor;
        }
        training
    }
}

impl Session for Training {
    fn losses(&self) -> [f32; 2] {
        self.losses
    }

    fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            let [x, t] = &self.batches[self.next];
            self.next = (self.next + 1) % self.batches.len();
            self.session.set_input("x", x);
            self.session.set_input("t", t);
            self.session.step();
        }
        self.session.wait();
    }
}

fn main() {
    let mut graph = Graph::new();
    let x = graph.input("x", &[4, 4]);
    let weight = graph.parameter("w", &[4, 4]);
    let y = graph.matmul(x, weight);
    let loss = graph.mean_all(y);
    graph.set_outputs(vec![loss]);
    let session = meganeura::build_session(&graph);
    let device = session.device_information();
    let info = json!({
        "version": "meganeura 0.3.0",
        "device": device.device_name,
        "driver": format!("{} {}", device.driver_name, device.driver_info),
    });
    drop(session);
    serve(info, |request| Box::new(Training::new(request)));
}
