//! Takes comments and white space out of the panel's style: it travels inside the module.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let source = "src/sidebar/panel.css";
    println!("cargo::rerun-if-changed={source}");
    let style = fs::read_to_string(source)?;
    let small = minifier::css::minify(&style)?.to_string();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("panel.css"), small)?;
    Ok(())
}
