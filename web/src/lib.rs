//! gradshader in a browser. What a page calls: data, a run, a model, verification and a benchmark. It
//! decides nothing: a run is the library's, with the defaults of the command line.

mod article;
mod bench;
mod command;
mod data;
mod device;
mod error;
mod executor;
mod front;
mod image;
mod look;
mod model;
mod predictor;
mod run;
mod settings;
mod shaders;
mod verify;

pub use self::article::Article;
pub use self::bench::bench;
pub use self::data::Data;
pub use self::device::Device;
pub use self::model::Model;
pub use self::run::Run;
pub use self::shaders::shaders;
pub use self::verify::verify;

use wasm_bindgen::prelude::*;

/// The version of gradshader.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Says on the console what went wrong where this program has a mistake, which else is a trap without a
/// word.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error(&info.to_string());
    }));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}
