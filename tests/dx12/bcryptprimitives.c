// Rust's standard library takes its random numbers from bcryptprimitives.dll, which Wine 8 lacks.
// This is that library for scripts/test-dx12.sh: one function, on top of what Wine has.
#include <stddef.h>
#include <windows.h>

// RtlGenRandom of advapi32.
BOOLEAN WINAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    while (length > 0) {
        ULONG part = length < 0x10000000 ? (ULONG)length : 0x10000000;
        if (!SystemFunction036(buffer, part)) {
            return FALSE;
        }
        buffer += part;
        length -= part;
    }
    return TRUE;
}
