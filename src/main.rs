//! The `learn` command: arguments, run, exit code.

fn main() -> std::process::ExitCode {
    learn::cli::main()
}
