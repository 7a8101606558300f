//! The wasm's edge: wires the page to the analysis and both to the sidebar.
