//! Messages of TensorBoard's event files, as protocol buffers have them on the wire: of each only the
//! fields that are written here. The numbers are those of `event.proto`, `summary.proto`,
//! `tensor.proto` and the plugin `hparams` of TensorBoard.

use serde_json::Value;

/// A message: its fields one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Message(Vec<u8>);

impl Message {
    pub(super) fn bytes(self) -> Vec<u8> {
        self.0
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn key(&mut self, field: u32, wire: u64) {
        self.varint(u64::from(field) << 3 | wire);
    }

    fn integer(mut self, field: u32, value: u64) -> Self {
        self.key(field, 0);
        self.varint(value);
        self
    }

    fn double(mut self, field: u32, value: f64) -> Self {
        self.key(field, 1);
        self.0.extend(value.to_le_bytes());
        self
    }

    fn float(mut self, field: u32, value: f32) -> Self {
        self.key(field, 5);
        self.0.extend(value.to_le_bytes());
        self
    }

    fn data(mut self, field: u32, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.key(field, 2);
        self.varint(value.len() as u64);
        self.0.extend(value);
        self
    }

    fn message(self, field: u32, value: Self) -> Self {
        self.data(field, value.0)
    }

    fn doubles(self, field: u32, values: impl Iterator<Item = f64>) -> Self {
        self.data(field, values.flat_map(f64::to_le_bytes).collect::<Vec<_>>())
    }
}

/// `Event`: when it was, seconds since 1970, and the epoch.
pub(super) fn event(seconds: f64, epoch: u64) -> Message {
    Message::default().double(1, seconds).integer(2, epoch)
}

/// The first event of every file.
pub(super) fn version(seconds: f64) -> Message {
    Message::default().double(1, seconds).data(3, "brain.Event:2")
}

/// That what was written of this epoch and later ones is to be forgotten.
pub(super) fn restart(seconds: f64, epoch: u64) -> Message {
    // SessionLog.START
    event(seconds, epoch).message(7, Message::default().integer(1, 1))
}

/// An event with the values of a summary.
pub(super) fn summary(event: Message, values: Vec<Message>) -> Message {
    let all = values.into_iter().fold(Message::default(), |all, value| all.message(1, value));
    event.message(5, all)
}

/// `Summary.Value` of a number.
pub(super) fn scalar(tag: &str, value: f64) -> Message {
    Message::default().data(1, tag).float(2, value as f32)
}

/// What a histogram is made of.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) count: f64,
    pub(super) sum: f64,
    pub(super) squares: f64,
    /// Where each bucket ends, growing.
    pub(super) limits: Vec<f64>,
    /// Values in it.
    pub(super) counts: Vec<f64>,
}

/// `Summary.Value` of a histogram.
pub(super) fn histogram(tag: &str, of: &Histogram) -> Message {
    let histogram = Message::default()
        .double(1, of.least)
        .double(2, of.most)
        .double(3, of.count)
        .double(4, of.sum)
        .double(5, of.squares)
        .doubles(6, of.limits.iter().copied())
        .doubles(7, of.counts.iter().copied());
    Message::default().data(1, tag).message(5, histogram)
}

/// `Summary.Value` of a PNG image in colours.
pub(super) fn image(tag: &str, [width, height]: [usize; 2], png: &[u8]) -> Message {
    let image = Message::default()
        .integer(1, height as u64)
        .integer(2, width as u64)
        .integer(3, 3)
        .data(4, png);
    Message::default().data(1, tag).message(4, image)
}

/// `Summary.Value` of what the plugin `hparams` is told, by its fields.
fn hparams(tag: &str, field: u32, content: Message) -> Message {
    let content = Message::default().integer(1, 0).message(field, content);
    let plugin = Message::default().data(1, "hparams").message(2, content);
    let metadata = Message::default().message(1, plugin);
    // A tensor of floats, of which there are none.
    let shape = Message::default().message(2, Message::default().integer(1, 0));
    let nothing = Message::default().integer(1, 1).message(2, shape);
    Message::default().data(1, tag).message(8, nothing).message(9, metadata)
}

/// Which hyperparameters and which metrics there are.
pub(super) fn experiment(names: &[(String, Value)], metrics: &[String], seconds: f64) -> Message {
    let mut experiment = Message::default().double(3, seconds);
    for (name, value) in names {
        let kind = match value {
            Value::Bool(_) => 2,
            Value::Number(_) => 3,
            _ => 1,
        };
        experiment = experiment.message(4, Message::default().data(1, name).integer(4, kind));
    }
    for tag in metrics {
        let name = Message::default().data(2, tag);
        experiment = experiment.message(5, Message::default().message(1, name));
    }
    hparams("_hparams_/experiment", 2, experiment)
}

/// The hyperparameters of a run.
pub(super) fn session_start(values: &[(String, Value)], seconds: f64) -> Message {
    let mut session = Message::default();
    for (name, value) in values {
        let message = Message::default();
        let value = match value {
            Value::Bool(is) => message.integer(4, u64::from(*is)),
            Value::Number(number) => message.double(2, number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => message.data(3, text),
            other => message.data(3, other.to_string()),
        };
        session = session.message(1, Message::default().data(1, name).message(2, value));
    }
    hparams("_hparams_/session_start_info", 3, session.double(5, seconds))
}

/// How the run ended.
pub(super) fn session_end(is_good: bool, seconds: f64) -> Message {
    let status = if is_good { 1 } else { 2 };
    let session = Message::default().integer(1, status).double(2, seconds);
    hparams("_hparams_/session_end_info", 4, session)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_is_what_protocol_buffers_make_of_it() {
        // protoc: Event {wall_time: 1 step: 300 summary {value {tag: "a/b" simple_value: 0.5}}}
        let expected = [
            0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x10, 0xac, 0x02, 0x2a, 0x0c, 0x0a, 0x0a, 0x0a,
            0x03, b'a', b'/', b'b', 0x15, 0, 0, 0, 0x3f,
        ];
        assert_eq!(summary(event(1.0, 300), vec![scalar("a/b", 0.5)]).bytes(), expected);
    }
}
