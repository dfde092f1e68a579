//! The `learn` command: arguments, run, exit code.

/// A check makes millions of small texts and lists on every core; the system's allocator spends a tenth
/// of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    learn::cli::main()
}
