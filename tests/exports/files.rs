//! Files of Python's and graphs: what stands in them.
