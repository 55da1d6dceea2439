// Included by every translated kernel; see ../metal_stdlib.
