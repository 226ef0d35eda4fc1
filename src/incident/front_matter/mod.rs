//! The YAML front matter: one pass into a tree of spanned nodes, then a decoder that collects every problem.
