//! The command-line program: `gradshader --help` describes it.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
