//! temp
fn main() {
    for kind in learn::kinds::Kind::ALL {
        std::fs::write(format!("schema/{}.schema.json", kind.about().name), serde_json::to_string_pretty(&kind.schema()).unwrap()+"\n").unwrap();
    }
}
