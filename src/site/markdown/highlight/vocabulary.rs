//! The words of languages, each list sorted: they are searched by halves.

/// Shell.
pub const SHELL: &[&str] = &[
    "break", "case", "continue", "declare", "do", "done", "elif", "else", "esac", "eval", "exec", "exit", "export",
    "fi", "for", "function", "if", "in", "local", "readonly", "return", "select", "set", "source", "sudo", "then",
    "trap", "unset", "until", "while",
];
/// Javascript.
pub const JAVASCRIPT: &[&str] = &[
    "abstract", "any", "as", "async", "await", "boolean", "break", "case", "catch", "class", "const", "continue",
    "debugger", "declare", "default", "delete", "do", "else", "enum", "export", "extends", "finally", "for", "from",
    "function", "get", "if", "implements", "import", "in", "instanceof", "interface", "keyof", "let", "namespace",
    "never", "new", "number", "of", "private", "protected", "public", "readonly", "return", "set", "static",
    "string", "super", "switch", "throw", "try", "type", "typeof", "unknown", "var", "void", "while", "yield",
];
/// Javascript values.
pub const JAVASCRIPT_VALUES: &[&str] = &[
    "Infinity", "NaN", "false", "null", "this", "true", "undefined",
];
/// Python.
pub const PYTHON: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "case", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield",
];
/// Python values.
pub const PYTHON_VALUES: &[&str] = &[
    "False", "None", "True", "cls", "self",
];
/// Ruby.
pub const RUBY: &[&str] = &[
    "alias", "and", "attr_accessor", "attr_reader", "begin", "break", "case", "class", "def", "defined?", "do",
    "else", "elsif", "end", "ensure", "for", "if", "in", "include", "module", "next", "not", "or", "private",
    "raise", "redo", "require", "require_relative", "rescue", "retry", "return", "super", "then", "undef", "unless",
    "until", "when", "while", "yield",
];
/// Ruby values.
pub const RUBY_VALUES: &[&str] = &[
    "false", "nil", "self", "true",
];
/// Go.
pub const GO: &[&str] = &[
    "any", "bool", "break", "byte", "case", "chan", "const", "continue", "default", "defer", "else", "error",
    "fallthrough", "float32", "float64", "for", "func", "go", "goto", "if", "import", "int", "int32", "int64",
    "interface", "map", "package", "range", "return", "rune", "select", "string", "struct", "switch", "type",
    "uint", "uint32", "uint64", "var",
];
/// Go values.
pub const GO_VALUES: &[&str] = &[
    "false", "iota", "nil", "true",
];
/// Rust.
pub const RUST: &[&str] = &[
    "as", "async", "await", "bool", "break", "char", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "f32", "f64", "fn", "for", "i32", "i64", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut",
    "pub", "ref", "return", "static", "str", "struct", "super", "trait", "type", "u16", "u32", "u64", "u8",
    "unsafe", "use", "usize", "where", "while",
];
/// Rust values.
pub const RUST_VALUES: &[&str] = &[
    "Err", "None", "Ok", "Self", "Some", "false", "self", "true",
];
/// Java.
pub const JAVA: &[&str] = &[
    "abstract", "as", "async", "await", "boolean", "break", "byte", "case", "catch", "char", "class", "companion",
    "const", "continue", "data", "def", "default", "delegate", "do", "double", "else", "enum", "event", "extends",
    "final", "finally", "float", "for", "foreach", "fun", "get", "if", "implements", "implicit", "import", "in",
    "init", "instanceof", "int", "interface", "internal", "is", "lateinit", "let", "lock", "long", "match",
    "namespace", "native", "new", "object", "open", "out", "override", "package", "private", "protected", "public",
    "readonly", "record", "return", "sealed", "set", "short", "static", "string", "struct", "super", "suspend",
    "switch", "synchronized", "throw", "throws", "trait", "transient", "try", "type", "using", "val", "var",
    "virtual", "void", "volatile", "when", "where", "while", "with", "yield",
];
/// Java values.
pub const JAVA_VALUES: &[&str] = &[
    "false", "null", "self", "this", "true",
];
/// C.
pub const C: &[&str] = &[
    "alignas", "auto", "bool", "break", "case", "catch", "char", "class", "const", "constexpr", "continue",
    "default", "delete", "do", "double", "else", "enum", "extern", "final", "float", "for", "friend", "goto", "if",
    "inline", "int", "int16_t", "int32_t", "int64_t", "int8_t", "long", "mutable", "namespace", "new", "noexcept",
    "operator", "override", "private", "protected", "public", "register", "return", "short", "signed", "size_t",
    "sizeof", "static", "struct", "switch", "template", "throw", "try", "typedef", "typename", "uint16_t",
    "uint32_t", "uint64_t", "uint8_t", "union", "unsigned", "using", "virtual", "void", "volatile", "while",
];
/// C values.
pub const C_VALUES: &[&str] = &[
    "NULL", "false", "nullptr", "this", "true",
];
/// Php.
pub const PHP: &[&str] = &[
    "abstract", "and", "as", "break", "case", "catch", "class", "clone", "const", "continue", "declare", "default",
    "do", "echo", "else", "elseif", "enum", "extends", "final", "finally", "fn", "for", "foreach", "function",
    "global", "if", "implements", "include", "include_once", "instanceof", "interface", "match", "namespace", "new",
    "or", "print", "private", "protected", "public", "readonly", "require", "require_once", "return", "static",
    "switch", "throw", "trait", "try", "use", "var", "while", "yield",
];
/// Sql.
pub const SQL: &[&str] = &[
    "add", "all", "alter", "analyze", "and", "any", "as", "asc", "begin", "between", "bigint", "bigserial",
    "boolean", "by", "bytea", "cascade", "case", "cast", "char", "check", "column", "commit", "concurrently",
    "conflict", "constraint", "create", "cross", "database", "date", "decimal", "default", "delete", "desc",
    "distinct", "do", "double", "drop", "else", "end", "escape", "except", "exists", "explain", "filter", "first",
    "for", "foreign", "from", "full", "function", "grant", "group", "having", "if", "ilike", "in", "index", "inner",
    "insert", "int", "integer", "intersect", "interval", "into", "is", "join", "json", "jsonb", "key", "kill",
    "lateral", "left", "like", "limit", "lock", "materialized", "natural", "not", "nothing", "nulls", "numeric",
    "of", "offset", "on", "or", "order", "outer", "over", "partition", "precision", "primary", "procedure", "real",
    "recursive", "references", "reindex", "rename", "replace", "returning", "revoke", "right", "rollback", "row",
    "rows", "savepoint", "schema", "select", "serial", "set", "show", "smallint", "table", "text", "then", "time",
    "timestamp", "timestamptz", "to", "transaction", "trigger", "truncate", "union", "unique", "update", "using",
    "uuid", "vacuum", "values", "varchar", "view", "when", "where", "window", "with",
];
/// Promql.
pub const PROMQL: &[&str] = &[
    "and", "atan2", "avg", "bool", "bottomk", "by", "count", "count_values", "group", "group_left", "group_right",
    "ignoring", "max", "min", "offset", "on", "or", "quantile", "stddev", "stdvar", "sum", "topk", "unless",
    "without",
];
/// Dockerfile.
pub const DOCKERFILE: &[&str] = &[
    "ADD", "ARG", "AS", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
];
/// Powershell.
pub const POWERSHELL: &[&str] = &[
    "begin", "break", "catch", "class", "continue", "do", "else", "elseif", "end", "exit", "filter", "finally",
    "for", "foreach", "function", "if", "in", "param", "process", "return", "switch", "throw", "trap", "try",
    "until", "using", "while",
];
