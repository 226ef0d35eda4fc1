//! The index as a whole.

use super::*;
