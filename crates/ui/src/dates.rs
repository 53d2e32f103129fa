//! Times as people say them, with the exact one beside.
