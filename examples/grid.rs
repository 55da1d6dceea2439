fn main() {
    let unfused = std::env::args().nth(1).is_some();
    for case in gradshader::bench::grid() {
        let all = gradshader::block_on(gradshader::gpu::adapters());
        let o = gradshader::gpu::GpuOptions { unfused, ..Default::default() };
        let c = gradshader::block_on(gradshader::gpu::Context::open(&all[0], o)).unwrap();
        let e = gradshader::gpu::GpuExecutor::new(c);
        let m = gradshader::block_on(case.measure(e, 3.0)).unwrap();
        println!("{case:?} {m:?}");
    }
}
