#version 310 es
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_shuffle_relative : require
#extension GL_KHR_shader_subgroup_quad : require

precision highp float;
precision highp int;

layout(local_size_x = 8, local_size_y = 1, local_size_z = 1) in;

struct Layer {
    uint inputs;
    uint outputs;
    uint input_pitch;
    uint output_pitch;
    uint weight;
    uint weight_stride;
    uint bias;
    uint bias_stride;
    uint seen;
    uint answer;
    uint seen_delta;
    uint answer_delta;
};
struct Steps {
    uint layers;
    uint rows;
    uint steps;
    uint never;
    uint work_stride;
    uint order_stride;
    uint losses_stride;
    uint rate_stride;
    Layer layer[16];
};
layout(std140, binding = 0) uniform Steps_block_0Compute { Steps _group_0_binding_0_cs; };

layout(std430, binding = 0) buffer type_4_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) buffer type_4_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_4_block_3Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 3) readonly buffer type_4_block_4Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 4) readonly buffer type_5_block_5Compute { uint _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_5_block_6Compute { uint _group_0_binding_6_cs[]; };

layout(std430, binding = 6) readonly buffer type_6_block_7Compute { float _group_0_binding_7_cs[]; };

layout(std430, binding = 7) buffer type_6_block_8Compute { float _group_0_binding_8_cs[]; };


vec4 unpack(vec4 word) {
    return word;
}

vec4 pack(vec4 values) {
    return values;
}

float hidden_activation(float a) {
    float e = exp((-2.0 * abs(a)));
    float h_4 = ((1.0 - e) / (1.0 + e));
    return ((a >= 0.0) ? h_4 : -(h_4));
}

float hidden_derivative(float h) {
    return (1.0 - (h * h));
}

float output_activation(float a_1) {
    return a_1;
}

float output_derivative(float h_1) {
    return 1.0;
}

vec4 activations(vec4 a_2, bool is_last) {
    float _e3 = hidden_activation(a_2.x);
    float _e5 = hidden_activation(a_2.y);
    float _e7 = hidden_activation(a_2.z);
    float _e9 = hidden_activation(a_2.w);
    vec4 hidden = vec4(_e3, _e5, _e7, _e9);
    float _e12 = output_activation(a_2.x);
    float _e14 = output_activation(a_2.y);
    float _e16 = output_activation(a_2.z);
    float _e18 = output_activation(a_2.w);
    vec4 output_ = vec4(_e12, _e14, _e16, _e18);
    return (is_last ? output_ : hidden);
}

vec4 hidden_derivatives(vec4 h_2) {
    float _e2 = hidden_derivative(h_2.x);
    float _e4 = hidden_derivative(h_2.y);
    float _e6 = hidden_derivative(h_2.z);
    float _e8 = hidden_derivative(h_2.w);
    return vec4(_e2, _e4, _e6, _e8);
}

vec4 output_derivatives(vec4 h_3) {
    float _e2 = output_derivative(h_3.x);
    float _e4 = output_derivative(h_3.y);
    float _e6 = output_derivative(h_3.z);
    float _e8 = output_derivative(h_3.w);
    return vec4(_e2, _e4, _e6, _e8);
}

void main() {
    uint lane = gl_SubgroupInvocationID;
    uvec3 workgroup = gl_WorkGroupID;
    vec4 panel[32] = vec4[32](vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    vec4 sums[1] = vec4[1](vec4(0.0));
    uint step_ = 0u;
    uint row = 0u;
    uint c = 0u;
    float loss = 0.0;
    uint l = 0u;
    uint column = 0u;
    uint start = 0u;
    uint k = 0u;
    uint row_1 = 0u;
    vec4 c_1 = vec4(0.0);
    float squares = 0.0;
    bool local = false;
    uint after = 0u;
    uint column_1 = 0u;
    uint start_1 = 0u;
    uint k_1 = 0u;
    uint row_2 = 0u;
    vec4 c_2 = vec4(0.0);
    uint column_2 = 0u;
    uint start_2 = 0u;
    vec4 bias_sum = vec4(0.0);
    uint k_2 = 0u;
    uint row_3 = 0u;
    uint j = 0u;
    vec4 c_3 = vec4(0.0);
    bool local_1 = false;
    uint member = workgroup.z;
    uint _e5 = _group_0_binding_0_cs.work_stride;
    uint mine = (member * _e5);
    uint _e10 = _group_0_binding_0_cs.rate_stride;
    float _e13 = _group_0_binding_7_cs[(member * _e10)];
    uint _e16 = _group_0_binding_0_cs.rows;
    float rate = (_e13 / float(_e16));
    uint done_samples = _group_0_binding_6_cs[0];
    uint done_steps = _group_0_binding_6_cs[1];
    uint _e29 = _group_0_binding_0_cs.never;
    if ((_e29 != 0u)) {
        uint _e34 = _group_0_binding_0_cs.never;
        panel[_e34] = vec4(1.0);
        uint _e40 = _group_0_binding_0_cs.never;
        sums[_e40] = vec4(1.0);
    }
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e1327 = step_;
            step_ = (_e1327 + 1u);
        }
        loop_init = false;
        uint _e46 = step_;
        uint _e49 = _group_0_binding_0_cs.steps;
        if ((_e46 < _e49)) {
        } else {
            break;
        }
        {
            uint _e53 = _group_0_binding_0_cs.order_stride;
            uint _e56 = step_;
            uint _e59 = _group_0_binding_0_cs.rows;
            uint batch = (((member * _e53) + done_samples) + (_e56 * _e59));
            uint data_pitch = _group_0_binding_0_cs.layer[0].input_pitch;
            uint _e71 = _group_0_binding_0_cs.layer[0].seen;
            uint seen0_ = (mine + _e71);
            row = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e105 = row;
                    row = (_e105 + 1u);
                }
                loop_init_1 = false;
                uint _e75 = row;
                uint _e78 = _group_0_binding_0_cs.rows;
                if ((_e75 < _e78)) {
                } else {
                    break;
                }
                {
                    uint _e81 = row;
                    uint _e84 = _group_0_binding_5_cs[(batch + _e81)];
                    uint sample_ = (_e84 * data_pitch);
                    c = lane;
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e101 = c;
                            c = (_e101 + 8u);
                        }
                        loop_init_2 = false;
                        uint _e87 = c;
                        if ((_e87 < data_pitch)) {
                        } else {
                            break;
                        }
                        {
                            uint _e90 = row;
                            uint _e93 = c;
                            uint _e97 = c;
                            vec4 _e100 = _group_0_binding_3_cs[(sample_ + _e97)];
                            _group_0_binding_2_cs[((seen0_ + (_e90 * data_pitch)) + _e93)] = _e100;
                        }
                    }
                }
            }
            memoryBarrierBuffer();
            barrier();
            loss = 0.0;
            l = 0u;
            bool loop_init_3 = true;
            while(true) {
                if (!loop_init_3) {
                    uint _e627 = l;
                    l = (_e627 + 1u);
                }
                loop_init_3 = false;
                uint _e111 = l;
                uint _e114 = _group_0_binding_0_cs.layers;
                if ((_e111 < _e114)) {
                } else {
                    break;
                }
                {
                    uint _e116 = l;
                    uint _e121 = _group_0_binding_0_cs.layers;
                    bool is_last_1 = ((_e116 + 1u) == _e121);
                    uint _e125 = l;
                    uint pitch_in = _group_0_binding_0_cs.layer[_e125].input_pitch;
                    uint _e131 = l;
                    uint pitch = _group_0_binding_0_cs.layer[_e131].output_pitch;
                    uint _e137 = l;
                    uint terms = _group_0_binding_0_cs.layer[_e137].inputs;
                    uint _e143 = l;
                    uint _e146 = _group_0_binding_0_cs.layer[_e143].weight;
                    uint _e149 = l;
                    uint _e152 = _group_0_binding_0_cs.layer[_e149].weight_stride;
                    uint weight = (_e146 + (member * _e152));
                    uint _e157 = l;
                    uint _e160 = _group_0_binding_0_cs.layer[_e157].bias;
                    uint _e163 = l;
                    uint _e166 = _group_0_binding_0_cs.layer[_e163].bias_stride;
                    uint bias = (_e160 + (member * _e166));
                    uint _e171 = l;
                    uint _e174 = _group_0_binding_0_cs.layer[_e171].seen;
                    uint seen = (mine + _e174);
                    uint _e178 = l;
                    uint _e181 = _group_0_binding_0_cs.layer[_e178].answer;
                    uint answer = (mine + _e181);
                    uint _e185 = l;
                    uint _e188 = _group_0_binding_0_cs.layer[_e185].answer_delta;
                    uint delta = (mine + _e188);
                    column = lane;
                    bool loop_init_4 = true;
                    while(true) {
                        if (!loop_init_4) {
                            uint _e623 = column;
                            column = (_e623 + 8u);
                        }
                        loop_init_4 = false;
                        uint _e191 = column;
                        if ((_e191 < (pitch + lane))) {
                        } else {
                            break;
                        }
                        {
                            uint _e194 = column;
                            uint here = min(_e194, (pitch - 1u));
                            vec4 _e201 = _group_0_binding_1_cs[(bias + here)];
                            vec4 _e202 = unpack(_e201);
                            uint _e204 = column;
                            uint _e215 = l;
                            uint _e218 = _group_0_binding_0_cs.layer[_e215].outputs;
                            bvec4 inside = lessThan((uvec4((4u * _e204)) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e218));
                            start = 0u;
                            bool loop_init_5 = true;
                            while(true) {
                                if (!loop_init_5) {
                                    uint _e620 = start;
                                    start = (_e620 + 32u);
                                }
                                loop_init_5 = false;
                                uint _e223 = start;
                                if ((_e223 < terms)) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e225 = start;
                                    bool last = ((_e225 + 32u) >= terms);
                                    k = 0u;
                                    bool loop_init_6 = true;
                                    while(true) {
                                        if (!loop_init_6) {
                                            uint _e257 = k;
                                            k = (_e257 + 1u);
                                        }
                                        loop_init_6 = false;
                                        uint _e231 = k;
                                        if ((_e231 < 32u)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e234 = start;
                                            uint _e235 = k;
                                            uint row_4 = min((_e234 + _e235), (terms - 1u));
                                            uint _e240 = k;
                                            vec4 _e249 = _group_0_binding_1_cs[((weight + (row_4 * pitch)) + here)];
                                            vec4 _e250 = unpack(_e249);
                                            uint _e251 = start;
                                            uint _e252 = k;
                                            panel[_e240] = (((_e251 + _e252) < terms) ? _e250 : vec4(0.0));
                                        }
                                    }
                                    row_1 = 0u;
                                    bool loop_init_7 = true;
                                    while(true) {
                                        if (!loop_init_7) {
                                            uint _e618 = row_1;
                                            row_1 = (_e618 + 1u);
                                        }
                                        loop_init_7 = false;
                                        uint _e261 = row_1;
                                        uint _e264 = _group_0_binding_0_cs.rows;
                                        if ((_e261 < _e264)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_1 = vec4(0.0);
                                            uint _e269 = start;
                                            if ((_e269 > 0u)) {
                                                uint _e273 = row_1;
                                                vec4 _e278 = _group_0_binding_2_cs[((answer + (_e273 * pitch)) + here)];
                                                vec4 _e279 = unpack(_e278);
                                                c_1 = _e279;
                                            }
                                            uint _e281 = row_1;
                                            uint _e284 = start;
                                            vec4 _e295 = _group_0_binding_2_cs[((seen + (_e281 * pitch_in)) + min((((_e284 / 4u) + 0u) + lane), (pitch_in - 1u)))];
                                            vec4 _e296 = unpack(_e295);
                                            vec4 _e297 = c_1;
                                            float _e300 = subgroupBroadcast(_e296.x, 0u);
                                            vec4 _e302 = panel[0];
                                            c_1 = (_e297 + (_e300 * _e302));
                                            vec4 _e305 = c_1;
                                            float _e308 = subgroupBroadcast(_e296.y, 0u);
                                            vec4 _e310 = panel[1];
                                            c_1 = (_e305 + (_e308 * _e310));
                                            vec4 _e313 = c_1;
                                            float _e316 = subgroupBroadcast(_e296.z, 0u);
                                            vec4 _e318 = panel[2];
                                            c_1 = (_e313 + (_e316 * _e318));
                                            vec4 _e321 = c_1;
                                            float _e324 = subgroupBroadcast(_e296.w, 0u);
                                            vec4 _e326 = panel[3];
                                            c_1 = (_e321 + (_e324 * _e326));
                                            vec4 _e329 = c_1;
                                            float _e332 = subgroupBroadcast(_e296.x, 1u);
                                            vec4 _e334 = panel[4];
                                            c_1 = (_e329 + (_e332 * _e334));
                                            vec4 _e337 = c_1;
                                            float _e340 = subgroupBroadcast(_e296.y, 1u);
                                            vec4 _e342 = panel[5];
                                            c_1 = (_e337 + (_e340 * _e342));
                                            vec4 _e345 = c_1;
                                            float _e348 = subgroupBroadcast(_e296.z, 1u);
                                            vec4 _e350 = panel[6];
                                            c_1 = (_e345 + (_e348 * _e350));
                                            vec4 _e353 = c_1;
                                            float _e356 = subgroupBroadcast(_e296.w, 1u);
                                            vec4 _e358 = panel[7];
                                            c_1 = (_e353 + (_e356 * _e358));
                                            vec4 _e361 = c_1;
                                            float _e364 = subgroupBroadcast(_e296.x, 2u);
                                            vec4 _e366 = panel[8];
                                            c_1 = (_e361 + (_e364 * _e366));
                                            vec4 _e369 = c_1;
                                            float _e372 = subgroupBroadcast(_e296.y, 2u);
                                            vec4 _e374 = panel[9];
                                            c_1 = (_e369 + (_e372 * _e374));
                                            vec4 _e377 = c_1;
                                            float _e380 = subgroupBroadcast(_e296.z, 2u);
                                            vec4 _e382 = panel[10];
                                            c_1 = (_e377 + (_e380 * _e382));
                                            vec4 _e385 = c_1;
                                            float _e388 = subgroupBroadcast(_e296.w, 2u);
                                            vec4 _e390 = panel[11];
                                            c_1 = (_e385 + (_e388 * _e390));
                                            vec4 _e393 = c_1;
                                            float _e396 = subgroupBroadcast(_e296.x, 3u);
                                            vec4 _e398 = panel[12];
                                            c_1 = (_e393 + (_e396 * _e398));
                                            vec4 _e401 = c_1;
                                            float _e404 = subgroupBroadcast(_e296.y, 3u);
                                            vec4 _e406 = panel[13];
                                            c_1 = (_e401 + (_e404 * _e406));
                                            vec4 _e409 = c_1;
                                            float _e412 = subgroupBroadcast(_e296.z, 3u);
                                            vec4 _e414 = panel[14];
                                            c_1 = (_e409 + (_e412 * _e414));
                                            vec4 _e417 = c_1;
                                            float _e420 = subgroupBroadcast(_e296.w, 3u);
                                            vec4 _e422 = panel[15];
                                            c_1 = (_e417 + (_e420 * _e422));
                                            vec4 _e425 = c_1;
                                            float _e428 = subgroupBroadcast(_e296.x, 4u);
                                            vec4 _e430 = panel[16];
                                            c_1 = (_e425 + (_e428 * _e430));
                                            vec4 _e433 = c_1;
                                            float _e436 = subgroupBroadcast(_e296.y, 4u);
                                            vec4 _e438 = panel[17];
                                            c_1 = (_e433 + (_e436 * _e438));
                                            vec4 _e441 = c_1;
                                            float _e444 = subgroupBroadcast(_e296.z, 4u);
                                            vec4 _e446 = panel[18];
                                            c_1 = (_e441 + (_e444 * _e446));
                                            vec4 _e449 = c_1;
                                            float _e452 = subgroupBroadcast(_e296.w, 4u);
                                            vec4 _e454 = panel[19];
                                            c_1 = (_e449 + (_e452 * _e454));
                                            vec4 _e457 = c_1;
                                            float _e460 = subgroupBroadcast(_e296.x, 5u);
                                            vec4 _e462 = panel[20];
                                            c_1 = (_e457 + (_e460 * _e462));
                                            vec4 _e465 = c_1;
                                            float _e468 = subgroupBroadcast(_e296.y, 5u);
                                            vec4 _e470 = panel[21];
                                            c_1 = (_e465 + (_e468 * _e470));
                                            vec4 _e473 = c_1;
                                            float _e476 = subgroupBroadcast(_e296.z, 5u);
                                            vec4 _e478 = panel[22];
                                            c_1 = (_e473 + (_e476 * _e478));
                                            vec4 _e481 = c_1;
                                            float _e484 = subgroupBroadcast(_e296.w, 5u);
                                            vec4 _e486 = panel[23];
                                            c_1 = (_e481 + (_e484 * _e486));
                                            vec4 _e489 = c_1;
                                            float _e492 = subgroupBroadcast(_e296.x, 6u);
                                            vec4 _e494 = panel[24];
                                            c_1 = (_e489 + (_e492 * _e494));
                                            vec4 _e497 = c_1;
                                            float _e500 = subgroupBroadcast(_e296.y, 6u);
                                            vec4 _e502 = panel[25];
                                            c_1 = (_e497 + (_e500 * _e502));
                                            vec4 _e505 = c_1;
                                            float _e508 = subgroupBroadcast(_e296.z, 6u);
                                            vec4 _e510 = panel[26];
                                            c_1 = (_e505 + (_e508 * _e510));
                                            vec4 _e513 = c_1;
                                            float _e516 = subgroupBroadcast(_e296.w, 6u);
                                            vec4 _e518 = panel[27];
                                            c_1 = (_e513 + (_e516 * _e518));
                                            vec4 _e521 = c_1;
                                            float _e524 = subgroupBroadcast(_e296.x, 7u);
                                            vec4 _e526 = panel[28];
                                            c_1 = (_e521 + (_e524 * _e526));
                                            vec4 _e529 = c_1;
                                            float _e532 = subgroupBroadcast(_e296.y, 7u);
                                            vec4 _e534 = panel[29];
                                            c_1 = (_e529 + (_e532 * _e534));
                                            vec4 _e537 = c_1;
                                            float _e540 = subgroupBroadcast(_e296.z, 7u);
                                            vec4 _e542 = panel[30];
                                            c_1 = (_e537 + (_e540 * _e542));
                                            vec4 _e545 = c_1;
                                            float _e548 = subgroupBroadcast(_e296.w, 7u);
                                            vec4 _e550 = panel[31];
                                            c_1 = (_e545 + (_e548 * _e550));
                                            vec4 _e554 = c_1;
                                            sums[0] = _e554;
                                            squares = 0.0;
                                            uint _e557 = column;
                                            if ((_e557 < pitch)) {
                                                uint _e559 = row_1;
                                                uint _e561 = column;
                                                uint place = ((_e559 * pitch) + _e561);
                                                vec4 sum = sums[0];
                                                vec4 _e568 = activations((sum + _e202), is_last_1);
                                                vec4 h_5 = mix(vec4(0.0), _e568, inside);
                                                vec4 _e574 = pack((last ? h_5 : sum));
                                                _group_0_binding_2_cs[(answer + place)] = _e574;
                                                if (is_last_1) {
                                                    local = last;
                                                } else {
                                                    local = false;
                                                }
                                                bool _e578 = local;
                                                if (_e578) {
                                                    uint _e581 = row_1;
                                                    uint _e584 = _group_0_binding_5_cs[(batch + _e581)];
                                                    uint _e586 = column;
                                                    vec4 _e589 = _group_0_binding_4_cs[((_e584 * pitch) + _e586)];
                                                    vec4 _e590 = unpack(_e589);
                                                    vec4 d = mix(vec4(0.0), (h_5 - _e590), inside);
                                                    vec4 _e600 = output_derivatives(h_5);
                                                    vec4 _e603 = pack((d * mix(vec4(0.0), _e600, inside)));
                                                    _group_0_binding_2_cs[(delta + place)] = _e603;
                                                    squares = dot(d, d);
                                                }
                                            }
                                            float _e605 = squares;
                                            float _e606 = subgroupAdd(_e605);
                                            float sample_loss = (0.5 * _e606);
                                            float _e609 = loss;
                                            uint _e610 = row_1;
                                            loss = (_e609 + (((_e610 % 8u) == lane) ? sample_loss : 0.0));
                                        }
                                    }
                                }
                            }
                        }
                    }
                    memoryBarrierBuffer();
                    barrier();
                }
            }
            float _e629 = loss;
            float _e630 = subgroupAdd(_e629);
            if ((lane == 0u)) {
                uint _e636 = _group_0_binding_0_cs.losses_stride;
                uint _e639 = step_;
                uint _e644 = _group_0_binding_0_cs.rows;
                _group_0_binding_8_cs[(((member * _e636) + done_steps) + _e639)] = (_e630 / float(_e644));
            }
            uint _e649 = _group_0_binding_0_cs.layers;
            after = _e649;
            bool loop_init_8 = true;
            while(true) {
                if (!loop_init_8) {
                    uint _e1324 = after;
                    after = (_e1324 - 1u);
                }
                loop_init_8 = false;
                uint _e651 = after;
                if ((_e651 > 0u)) {
                } else {
                    break;
                }
                {
                    uint _e654 = after;
                    uint l_1 = (_e654 - 1u);
                    uint pitch_in_1 = _group_0_binding_0_cs.layer[l_1].input_pitch;
                    uint pitch_1 = _group_0_binding_0_cs.layer[l_1].output_pitch;
                    uint terms_1 = _group_0_binding_0_cs.layer[l_1].outputs;
                    uint _e676 = _group_0_binding_0_cs.layer[l_1].weight;
                    uint _e681 = _group_0_binding_0_cs.layer[l_1].weight_stride;
                    uint weight_1 = (_e676 + (member * _e681));
                    uint _e688 = _group_0_binding_0_cs.layer[l_1].bias;
                    uint _e693 = _group_0_binding_0_cs.layer[l_1].bias_stride;
                    uint bias_1 = (_e688 + (member * _e693));
                    uint _e700 = _group_0_binding_0_cs.layer[l_1].seen;
                    uint seen_1 = (mine + _e700);
                    uint _e706 = _group_0_binding_0_cs.layer[l_1].answer_delta;
                    uint delta_1 = (mine + _e706);
                    uint _e712 = _group_0_binding_0_cs.layer[l_1].seen_delta;
                    uint back = (mine + _e712);
                    column_1 = lane;
                    bool loop_init_9 = true;
                    while(true) {
                        if (!loop_init_9) {
                            uint _e1094 = column_1;
                            column_1 = (_e1094 + 8u);
                        }
                        loop_init_9 = false;
                        uint _e715 = column_1;
                        if ((_e715 < (((l_1 > 0u) ? pitch_in_1 : 0u) + lane))) {
                        } else {
                            break;
                        }
                        {
                            uint _e722 = column_1;
                            uint here_1 = min(_e722, (pitch_in_1 - 1u));
                            uint _e727 = column_1;
                            uint _e740 = _group_0_binding_0_cs.layer[l_1].inputs;
                            bvec4 inside_1 = lessThan((uvec4((4u * _e727)) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e740));
                            start_1 = 0u;
                            bool loop_init_10 = true;
                            while(true) {
                                if (!loop_init_10) {
                                    uint _e1091 = start_1;
                                    start_1 = (_e1091 + 16u);
                                }
                                loop_init_10 = false;
                                uint _e745 = start_1;
                                if ((_e745 < terms_1)) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e747 = start_1;
                                    bool last_1 = ((_e747 + 16u) >= terms_1);
                                    k_1 = 0u;
                                    bool loop_init_11 = true;
                                    while(true) {
                                        if (!loop_init_11) {
                                            uint _e894 = k_1;
                                            k_1 = (_e894 + 4u);
                                        }
                                        loop_init_11 = false;
                                        uint _e753 = k_1;
                                        if ((_e753 < 16u)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e756 = start_1;
                                            uint _e757 = k_1;
                                            bool there = ((_e756 + _e757) < (4u * pitch_1));
                                            uint _e762 = start_1;
                                            uint _e763 = k_1;
                                            uint place_1 = min(((_e762 + _e763) / 4u), (pitch_1 - 1u));
                                            uint _e781 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e789 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 0u), (_e781 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e790 = unpack(_e789);
                                            vec4 t0_ = (there ? _e790 : vec4(0.0));
                                            uint _e803 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e811 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 1u), (_e803 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e812 = unpack(_e811);
                                            vec4 t1_ = (there ? _e812 : vec4(0.0));
                                            uint _e825 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e833 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 2u), (_e825 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e834 = unpack(_e833);
                                            vec4 t2_ = (there ? _e834 : vec4(0.0));
                                            uint _e847 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e855 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 3u), (_e847 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e856 = unpack(_e855);
                                            vec4 t3_ = (there ? _e856 : vec4(0.0));
                                            uint _e858 = k_1;
                                            panel[(_e858 + 0u)] = vec4(t0_.x, t1_.x, t2_.x, t3_.x);
                                            uint _e867 = k_1;
                                            panel[(_e867 + 1u)] = vec4(t0_.y, t1_.y, t2_.y, t3_.y);
                                            uint _e876 = k_1;
                                            panel[(_e876 + 2u)] = vec4(t0_.z, t1_.z, t2_.z, t3_.z);
                                            uint _e885 = k_1;
                                            panel[(_e885 + 3u)] = vec4(t0_.w, t1_.w, t2_.w, t3_.w);
                                        }
                                    }
                                    row_2 = 0u;
                                    bool loop_init_12 = true;
                                    while(true) {
                                        if (!loop_init_12) {
                                            uint _e1089 = row_2;
                                            row_2 = (_e1089 + 1u);
                                        }
                                        loop_init_12 = false;
                                        uint _e899 = row_2;
                                        uint _e902 = _group_0_binding_0_cs.rows;
                                        if ((_e899 < _e902)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_2 = vec4(0.0);
                                            uint _e907 = start_1;
                                            if ((_e907 > 0u)) {
                                                uint _e911 = row_2;
                                                vec4 _e916 = _group_0_binding_2_cs[((back + (_e911 * pitch_in_1)) + here_1)];
                                                vec4 _e917 = unpack(_e916);
                                                c_2 = _e917;
                                            }
                                            uint _e919 = row_2;
                                            uint _e922 = start_1;
                                            vec4 _e933 = _group_0_binding_2_cs[((delta_1 + (_e919 * pitch_1)) + min((((_e922 / 4u) + 0u) + lane), (pitch_1 - 1u)))];
                                            vec4 _e934 = unpack(_e933);
                                            vec4 _e935 = c_2;
                                            float _e938 = subgroupBroadcast(_e934.x, 0u);
                                            vec4 _e940 = panel[0];
                                            c_2 = (_e935 + (_e938 * _e940));
                                            vec4 _e943 = c_2;
                                            float _e946 = subgroupBroadcast(_e934.y, 0u);
                                            vec4 _e948 = panel[1];
                                            c_2 = (_e943 + (_e946 * _e948));
                                            vec4 _e951 = c_2;
                                            float _e954 = subgroupBroadcast(_e934.z, 0u);
                                            vec4 _e956 = panel[2];
                                            c_2 = (_e951 + (_e954 * _e956));
                                            vec4 _e959 = c_2;
                                            float _e962 = subgroupBroadcast(_e934.w, 0u);
                                            vec4 _e964 = panel[3];
                                            c_2 = (_e959 + (_e962 * _e964));
                                            vec4 _e967 = c_2;
                                            float _e970 = subgroupBroadcast(_e934.x, 1u);
                                            vec4 _e972 = panel[4];
                                            c_2 = (_e967 + (_e970 * _e972));
                                            vec4 _e975 = c_2;
                                            float _e978 = subgroupBroadcast(_e934.y, 1u);
                                            vec4 _e980 = panel[5];
                                            c_2 = (_e975 + (_e978 * _e980));
                                            vec4 _e983 = c_2;
                                            float _e986 = subgroupBroadcast(_e934.z, 1u);
                                            vec4 _e988 = panel[6];
                                            c_2 = (_e983 + (_e986 * _e988));
                                            vec4 _e991 = c_2;
                                            float _e994 = subgroupBroadcast(_e934.w, 1u);
                                            vec4 _e996 = panel[7];
                                            c_2 = (_e991 + (_e994 * _e996));
                                            vec4 _e999 = c_2;
                                            float _e1002 = subgroupBroadcast(_e934.x, 2u);
                                            vec4 _e1004 = panel[8];
                                            c_2 = (_e999 + (_e1002 * _e1004));
                                            vec4 _e1007 = c_2;
                                            float _e1010 = subgroupBroadcast(_e934.y, 2u);
                                            vec4 _e1012 = panel[9];
                                            c_2 = (_e1007 + (_e1010 * _e1012));
                                            vec4 _e1015 = c_2;
                                            float _e1018 = subgroupBroadcast(_e934.z, 2u);
                                            vec4 _e1020 = panel[10];
                                            c_2 = (_e1015 + (_e1018 * _e1020));
                                            vec4 _e1023 = c_2;
                                            float _e1026 = subgroupBroadcast(_e934.w, 2u);
                                            vec4 _e1028 = panel[11];
                                            c_2 = (_e1023 + (_e1026 * _e1028));
                                            vec4 _e1031 = c_2;
                                            float _e1034 = subgroupBroadcast(_e934.x, 3u);
                                            vec4 _e1036 = panel[12];
                                            c_2 = (_e1031 + (_e1034 * _e1036));
                                            vec4 _e1039 = c_2;
                                            float _e1042 = subgroupBroadcast(_e934.y, 3u);
                                            vec4 _e1044 = panel[13];
                                            c_2 = (_e1039 + (_e1042 * _e1044));
                                            vec4 _e1047 = c_2;
                                            float _e1050 = subgroupBroadcast(_e934.z, 3u);
                                            vec4 _e1052 = panel[14];
                                            c_2 = (_e1047 + (_e1050 * _e1052));
                                            vec4 _e1055 = c_2;
                                            float _e1058 = subgroupBroadcast(_e934.w, 3u);
                                            vec4 _e1060 = panel[15];
                                            c_2 = (_e1055 + (_e1058 * _e1060));
                                            vec4 _e1064 = c_2;
                                            sums[0] = _e1064;
                                            uint _e1065 = column_1;
                                            if ((_e1065 < pitch_in_1)) {
                                                uint _e1067 = row_2;
                                                uint _e1069 = column_1;
                                                uint place_2 = ((_e1067 * pitch_in_1) + _e1069);
                                                vec4 sum_1 = sums[0];
                                                vec4 _e1076 = _group_0_binding_2_cs[(seen_1 + place_2)];
                                                vec4 _e1077 = unpack(_e1076);
                                                vec4 _e1078 = hidden_derivatives(_e1077);
                                                vec4 value = mix(vec4(0.0), (sum_1 * _e1078), inside_1);
                                                vec4 _e1087 = pack((last_1 ? value : sum_1));
                                                _group_0_binding_2_cs[(back + place_2)] = _e1087;
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    memoryBarrierBuffer();
                    barrier();
                    column_2 = lane;
                    bool loop_init_13 = true;
                    while(true) {
                        if (!loop_init_13) {
                            uint _e1320 = column_2;
                            column_2 = (_e1320 + 8u);
                        }
                        loop_init_13 = false;
                        uint _e1098 = column_2;
                        if ((_e1098 < (pitch_1 + lane))) {
                        } else {
                            break;
                        }
                        {
                            uint _e1101 = column_2;
                            uint here_2 = min(_e1101, (pitch_1 - 1u));
                            start_2 = 0u;
                            bool loop_init_14 = true;
                            while(true) {
                                if (!loop_init_14) {
                                    uint _e1317 = start_2;
                                    start_2 = (_e1317 + 8u);
                                }
                                loop_init_14 = false;
                                uint _e1107 = start_2;
                                uint _e1110 = _group_0_binding_0_cs.rows;
                                if ((_e1107 < _e1110)) {
                                } else {
                                    break;
                                }
                                {
                                    bias_sum = vec4(0.0);
                                    k_2 = 0u;
                                    bool loop_init_15 = true;
                                    while(true) {
                                        if (!loop_init_15) {
                                            uint _e1151 = k_2;
                                            k_2 = (_e1151 + 1u);
                                        }
                                        loop_init_15 = false;
                                        uint _e1117 = k_2;
                                        if ((_e1117 < 8u)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1120 = start_2;
                                            uint _e1121 = k_2;
                                            uint _e1125 = _group_0_binding_0_cs.rows;
                                            uint sample_1 = min((_e1120 + _e1121), (_e1125 - 1u));
                                            vec4 _e1136 = _group_0_binding_2_cs[((delta_1 + (sample_1 * pitch_1)) + here_2)];
                                            vec4 _e1137 = unpack(_e1136);
                                            uint _e1138 = start_2;
                                            uint _e1139 = k_2;
                                            uint _e1143 = _group_0_binding_0_cs.rows;
                                            vec4 d_1 = (((_e1138 + _e1139) < _e1143) ? _e1137 : vec4(0.0));
                                            vec4 _e1146 = bias_sum;
                                            bias_sum = (_e1146 + d_1);
                                            uint _e1148 = k_2;
                                            panel[_e1148] = d_1;
                                        }
                                    }
                                    uint _e1153 = column_2;
                                    if ((_e1153 < pitch_1)) {
                                        uint _e1155 = column_2;
                                        uint place_3 = (bias_1 + _e1155);
                                        vec4 _e1161 = _group_0_binding_1_cs[place_3];
                                        vec4 _e1162 = unpack(_e1161);
                                        vec4 _e1163 = bias_sum;
                                        vec4 _e1166 = pack((_e1162 - (rate * _e1163)));
                                        _group_0_binding_1_cs[place_3] = _e1166;
                                    }
                                    row_3 = 0u;
                                    bool loop_init_16 = true;
                                    while(true) {
                                        if (!loop_init_16) {
                                            uint _e1314 = row_3;
                                            row_3 = (_e1314 + 4u);
                                        }
                                        loop_init_16 = false;
                                        uint _e1169 = row_3;
                                        uint _e1174 = _group_0_binding_0_cs.layer[l_1].inputs;
                                        if ((_e1169 < _e1174)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1177 = start_2;
                                            uint _e1183 = _group_0_binding_0_cs.rows;
                                            uint _e1189 = row_3;
                                            vec4 _e1194 = _group_0_binding_2_cs[((seen_1 + (min(((_e1177 + 0u) + lane), (_e1183 - 1u)) * pitch_in_1)) + (_e1189 / 4u))];
                                            vec4 _e1195 = unpack(_e1194);
                                            j = 0u;
                                            bool loop_init_17 = true;
                                            while(true) {
                                                if (!loop_init_17) {
                                                    uint _e1312 = j;
                                                    j = (_e1312 + 1u);
                                                }
                                                loop_init_17 = false;
                                                uint _e1198 = j;
                                                if ((_e1198 < 4u)) {
                                                } else {
                                                    break;
                                                }
                                                {
                                                    uint _e1201 = j;
                                                    bool odd = (_e1201 == 1u);
                                                    uint _e1204 = j;
                                                    bool upper = (_e1204 >= 2u);
                                                    uint _e1207 = j;
                                                    bool fourth = (_e1207 == 3u);
                                                    float s0_ = (upper ? (fourth ? _e1195.w : _e1195.z) : (odd ? _e1195.y : _e1195.x));
                                                    c_3 = vec4(0.0);
                                                    vec4 _e1220 = c_3;
                                                    float _e1222 = subgroupBroadcast(s0_, 0u);
                                                    vec4 _e1224 = panel[0];
                                                    c_3 = (_e1220 + (_e1222 * _e1224));
                                                    vec4 _e1227 = c_3;
                                                    float _e1229 = subgroupBroadcast(s0_, 1u);
                                                    vec4 _e1231 = panel[1];
                                                    c_3 = (_e1227 + (_e1229 * _e1231));
                                                    vec4 _e1234 = c_3;
                                                    float _e1236 = subgroupBroadcast(s0_, 2u);
                                                    vec4 _e1238 = panel[2];
                                                    c_3 = (_e1234 + (_e1236 * _e1238));
                                                    vec4 _e1241 = c_3;
                                                    float _e1243 = subgroupBroadcast(s0_, 3u);
                                                    vec4 _e1245 = panel[3];
                                                    c_3 = (_e1241 + (_e1243 * _e1245));
                                                    vec4 _e1248 = c_3;
                                                    float _e1250 = subgroupBroadcast(s0_, 4u);
                                                    vec4 _e1252 = panel[4];
                                                    c_3 = (_e1248 + (_e1250 * _e1252));
                                                    vec4 _e1255 = c_3;
                                                    float _e1257 = subgroupBroadcast(s0_, 5u);
                                                    vec4 _e1259 = panel[5];
                                                    c_3 = (_e1255 + (_e1257 * _e1259));
                                                    vec4 _e1262 = c_3;
                                                    float _e1264 = subgroupBroadcast(s0_, 6u);
                                                    vec4 _e1266 = panel[6];
                                                    c_3 = (_e1262 + (_e1264 * _e1266));
                                                    vec4 _e1269 = c_3;
                                                    float _e1271 = subgroupBroadcast(s0_, 7u);
                                                    vec4 _e1273 = panel[7];
                                                    c_3 = (_e1269 + (_e1271 * _e1273));
                                                    vec4 _e1277 = c_3;
                                                    sums[0] = _e1277;
                                                    uint _e1278 = column_2;
                                                    if ((_e1278 < pitch_1)) {
                                                        uint _e1282 = row_3;
                                                        uint _e1283 = j;
                                                        uint _e1289 = _group_0_binding_0_cs.layer[l_1].inputs;
                                                        local_1 = ((_e1282 + _e1283) < _e1289);
                                                    } else {
                                                        local_1 = false;
                                                    }
                                                    bool _e1292 = local_1;
                                                    if (_e1292) {
                                                        uint _e1293 = row_3;
                                                        uint _e1294 = j;
                                                        uint _e1298 = column_2;
                                                        uint place_4 = ((weight_1 + ((_e1293 + _e1294) * pitch_1)) + _e1298);
                                                        vec4 _e1304 = _group_0_binding_1_cs[place_4];
                                                        vec4 _e1305 = unpack(_e1304);
                                                        vec4 _e1307 = sums[0];
                                                        vec4 _e1310 = pack((_e1305 - (rate * _e1307)));
                                                        _group_0_binding_1_cs[place_4] = _e1310;
                                                    }
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    memoryBarrierBuffer();
                    barrier();
                }
            }
        }
    }
    uint _e1331 = _group_0_binding_0_cs.never;
    if ((_e1331 != 0u)) {
        uint _e1337 = _group_0_binding_0_cs.never;
        uint _e1341 = _group_0_binding_0_cs.never;
        vec4 _e1343 = sums[_e1341];
        vec4 _e1344 = pack(_e1343);
        _group_0_binding_2_cs[_e1337] = _e1344;
        return;
    } else {
        return;
    }
}

