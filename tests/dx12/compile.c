// Compiles HLSL files with Microsoft's compilers, with the arguments of wgpu's DX12 backend:
//
//     compile.exe fxc|dxc FILE.hlsl...
//
// FXC is d3dcompiler_47.dll and makes shader model 5.1, DXC is dxcompiler.dll and makes 6.0. Prints
// the message of each file that is refused, and how many were taken.
#include <d3dcompiler.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

// Of DXC's interface, which MinGW does not declare, what is used here; the order is that of
// dxcapi.h.
typedef struct Blob Blob;
struct Blob {
    struct {
        void *query_interface, *add_ref, *release;
        void *(WINAPI *pointer)(Blob *);
        SIZE_T(WINAPI *size)(Blob *);
    } *methods;
};
typedef struct Result Result;
struct Result {
    struct {
        void *query_interface, *add_ref, *release;
        HRESULT(WINAPI *status)(Result *, HRESULT *);
        void *result;
        HRESULT(WINAPI *errors)(Result *, Blob **);
    } *methods;
};
typedef struct {
    const void *text;
    SIZE_T length;
    UINT encoding;
} Source;
typedef struct Compiler Compiler;
struct Compiler {
    struct {
        void *query_interface, *add_ref, *release;
        HRESULT(WINAPI *compile)(Compiler *, const Source *, const WCHAR **, UINT32, void *,
                                 const GUID *, void **);
    } *methods;
};
typedef HRESULT(WINAPI *CreateInstance)(const GUID *, const GUID *, void **);
static const GUID dxc_compiler = {
    0x73e22d93, 0xe6ce, 0x47f3, {0xb5, 0xbf, 0xf0, 0x66, 0x4f, 0x39, 0xc1, 0xb0}};
static const GUID interface_compiler3 = {
    0x228b4687, 0x5a6a, 0x4730, {0x90, 0x0c, 0x97, 0x02, 0xb2, 0x20, 0x3f, 0x54}};
static const GUID interface_result = {
    0x58346cda, 0xdde7, 0x4497, {0x94, 0x61, 0x6f, 0x87, 0xaf, 0x5e, 0x06, 0x59}};

static void fail(const char *what, const char *why) {
    fprintf(stderr, "%s %s\n", what, why);
    exit(2);
}

static void *function(const char *library, const char *name) {
    HMODULE module = LoadLibraryA(library);
    void *found = module ? (void *)GetProcAddress(module, name) : NULL;
    if (!found) {
        fail(library, "is missing");
    }
    return found;
}

static char *read(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail(path, "cannot be read");
    }
    fseek(file, 0, SEEK_END);
    *length = ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (!text || fread(text, 1, *length, file) != *length) {
        fail(path, "cannot be read");
    }
    fclose(file);
    return text;
}

static BOOL with_fxc(const char *path, const char *text, size_t length) {
    static pD3DCompile compile;
    if (!compile) {
        compile = (pD3DCompile)function("d3dcompiler_47.dll", "D3DCompile");
    }
    ID3DBlob *code = NULL, *messages = NULL;
    HRESULT result = compile(text, length, path, NULL, NULL, "main", "cs_5_1",
                             D3DCOMPILE_ENABLE_STRICTNESS, 0, &code, &messages);
    if (FAILED(result)) {
        fprintf(stderr, "%s: %08lx\n%s\n", path, (unsigned long)result,
                messages ? (char *)messages->lpVtbl->GetBufferPointer(messages) : "");
    }
    return SUCCEEDED(result);
}

static BOOL with_dxc(const char *path, const char *text, size_t length) {
    static Compiler *compiler;
    if (!compiler) {
        CreateInstance create = (CreateInstance)function("dxcompiler.dll", "DxcCreateInstance");
        if (FAILED(create(&dxc_compiler, &interface_compiler3, (void **)&compiler))) {
            fail("dxcompiler.dll", "has no IDxcCompiler3");
        }
    }
    Source source = {text, length, CP_UTF8};
    const WCHAR *arguments[] = {L"-E",  L"main", L"-T",           L"cs_6_0",
                                L"-HV", L"2018", L"-no-warnings", L"-Ges"};
    Result *result = NULL;
    HRESULT status = compiler->methods->compile(compiler, &source, arguments,
                                                sizeof arguments / sizeof *arguments, NULL,
                                                &interface_result, (void **)&result);
    if (SUCCEEDED(status)) {
        result->methods->status(result, &status);
    }
    if (FAILED(status)) {
        Blob *errors = NULL;
        if (result) {
            result->methods->errors(result, &errors);
        }
        fprintf(stderr, "%s: %08lx\n%.*s\n", path, (unsigned long)status,
                errors ? (int)errors->methods->size(errors) : 0,
                errors ? (char *)errors->methods->pointer(errors) : "");
    }
    return SUCCEEDED(status);
}

int main(int count, char **arguments) {
    BOOL fxc = count > 2 && strcmp(arguments[1], "fxc") == 0;
    if (!fxc && !(count > 2 && strcmp(arguments[1], "dxc") == 0)) {
        fail("compile.exe", "fxc|dxc FILE.hlsl...");
    }
    int taken = 0;
    for (int i = 2; i < count; i++) {
        size_t length;
        char *text = read(arguments[i], &length);
        taken += fxc ? with_fxc(arguments[i], text, length) : with_dxc(arguments[i], text, length);
        free(text);
    }
    printf("%s took %d of %d files\n", fxc ? "FXC" : "DXC", taken, count - 2);
    return taken == count - 2 ? 0 : 1;
}
