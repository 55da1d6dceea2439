// Compiles HLSL files with Microsoft's FXC as wgpu's DX12 backend does: fxc.exe FILE.hlsl...
// Prints the error of each that FXC refuses, and says how many it took.
#include <d3dcompiler.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static char *read(const char *path, long *length) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) || (*length = ftell(file)) < 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    rewind(file);
    char *text = malloc(*length + 1);
    if (!text || fread(text, 1, *length, file) != (size_t)*length) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    fclose(file);
    return text;
}

int main(int count, char **paths) {
    HMODULE library = LoadLibraryA("d3dcompiler_47.dll");
    pD3DCompile compile = library ? (pD3DCompile)(void *)GetProcAddress(library, "D3DCompile") : NULL;
    if (!compile) {
        fprintf(stderr, "there is no d3dcompiler_47.dll\n");
        return 2;
    }
    int taken = 0;
    for (int i = 1; i < count; i++) {
        long length;
        char *text = read(paths[i], &length);
        ID3DBlob *code = NULL, *messages = NULL;
        HRESULT result = compile(text, length, paths[i], NULL, NULL, "main", "cs_5_1",
                                 D3DCOMPILE_ENABLE_STRICTNESS, 0, &code, &messages);
        if (SUCCEEDED(result)) {
            taken++;
        } else {
            fprintf(stderr, "%s: %08lx\n%s\n", paths[i], (unsigned long)result,
                    messages ? (char *)messages->lpVtbl->GetBufferPointer(messages) : "");
        }
        free(text);
    }
    printf("FXC took %d of %d files\n", taken, count - 1);
    return taken == count - 1 && taken > 0 ? 0 : 1;
}
