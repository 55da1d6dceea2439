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
    bool local = false;
    uint after = 0u;
    uint column_1 = 0u;
    uint start_1 = 0u;
    uint k_1 = 0u;
    uint row_2 = 0u;
    vec4 c_2 = vec4(0.0);
    uint column_2 = 0u;
    vec4 bias_sum = vec4(0.0);
    uint start_2 = 0u;
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
            uint _e1566 = step_;
            step_ = (_e1566 + 1u);
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
                    uint _e615 = l;
                    l = (_e615 + 1u);
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
                            uint _e611 = column;
                            column = (_e611 + 8u);
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
                                    uint _e608 = start;
                                    start = (_e608 + 32u);
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
                                            uint _e606 = row_1;
                                            row_1 = (_e606 + 1u);
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
                                            uint _e555 = column;
                                            if ((_e555 < pitch)) {
                                                uint _e557 = row_1;
                                                uint _e559 = column;
                                                uint place = ((_e557 * pitch) + _e559);
                                                vec4 sum = sums[0];
                                                vec4 _e566 = activations((sum + _e202), is_last_1);
                                                vec4 h_5 = mix(vec4(0.0), _e566, inside);
                                                vec4 _e572 = pack((last ? h_5 : sum));
                                                _group_0_binding_2_cs[(answer + place)] = _e572;
                                                if (is_last_1) {
                                                    local = last;
                                                } else {
                                                    local = false;
                                                }
                                                bool _e576 = local;
                                                if (_e576) {
                                                    uint _e579 = row_1;
                                                    uint _e582 = _group_0_binding_5_cs[(batch + _e579)];
                                                    uint _e584 = column;
                                                    vec4 _e587 = _group_0_binding_4_cs[((_e582 * pitch) + _e584)];
                                                    vec4 _e588 = unpack(_e587);
                                                    vec4 d = mix(vec4(0.0), (h_5 - _e588), inside);
                                                    vec4 _e598 = output_derivatives(h_5);
                                                    vec4 _e601 = pack((d * mix(vec4(0.0), _e598, inside)));
                                                    _group_0_binding_2_cs[(delta + place)] = _e601;
                                                    float _e602 = loss;
                                                    loss = (_e602 + dot(d, d));
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
            float _e617 = loss;
            float _e618 = subgroupAdd(_e617);
            if ((lane == 0u)) {
                uint _e624 = _group_0_binding_0_cs.losses_stride;
                uint _e627 = step_;
                uint _e634 = _group_0_binding_0_cs.rows;
                _group_0_binding_8_cs[(((member * _e624) + done_steps) + _e627)] = ((0.5 * _e618) / float(_e634));
            }
            uint _e639 = _group_0_binding_0_cs.layers;
            after = _e639;
            bool loop_init_8 = true;
            while(true) {
                if (!loop_init_8) {
                    uint _e1563 = after;
                    after = (_e1563 - 1u);
                }
                loop_init_8 = false;
                uint _e641 = after;
                if ((_e641 > 0u)) {
                } else {
                    break;
                }
                {
                    uint _e644 = after;
                    uint l_1 = (_e644 - 1u);
                    uint pitch_in_1 = _group_0_binding_0_cs.layer[l_1].input_pitch;
                    uint pitch_1 = _group_0_binding_0_cs.layer[l_1].output_pitch;
                    uint terms_1 = _group_0_binding_0_cs.layer[l_1].outputs;
                    uint _e666 = _group_0_binding_0_cs.layer[l_1].weight;
                    uint _e671 = _group_0_binding_0_cs.layer[l_1].weight_stride;
                    uint weight_1 = (_e666 + (member * _e671));
                    uint _e678 = _group_0_binding_0_cs.layer[l_1].bias;
                    uint _e683 = _group_0_binding_0_cs.layer[l_1].bias_stride;
                    uint bias_1 = (_e678 + (member * _e683));
                    uint _e690 = _group_0_binding_0_cs.layer[l_1].seen;
                    uint seen_1 = (mine + _e690);
                    uint _e696 = _group_0_binding_0_cs.layer[l_1].answer_delta;
                    uint delta_1 = (mine + _e696);
                    uint _e702 = _group_0_binding_0_cs.layer[l_1].seen_delta;
                    uint back = (mine + _e702);
                    column_1 = lane;
                    bool loop_init_9 = true;
                    while(true) {
                        if (!loop_init_9) {
                            uint _e1084 = column_1;
                            column_1 = (_e1084 + 8u);
                        }
                        loop_init_9 = false;
                        uint _e705 = column_1;
                        if ((_e705 < (((l_1 > 0u) ? pitch_in_1 : 0u) + lane))) {
                        } else {
                            break;
                        }
                        {
                            uint _e712 = column_1;
                            uint here_1 = min(_e712, (pitch_in_1 - 1u));
                            uint _e717 = column_1;
                            uint _e730 = _group_0_binding_0_cs.layer[l_1].inputs;
                            bvec4 inside_1 = lessThan((uvec4((4u * _e717)) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e730));
                            start_1 = 0u;
                            bool loop_init_10 = true;
                            while(true) {
                                if (!loop_init_10) {
                                    uint _e1081 = start_1;
                                    start_1 = (_e1081 + 16u);
                                }
                                loop_init_10 = false;
                                uint _e735 = start_1;
                                if ((_e735 < terms_1)) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e737 = start_1;
                                    bool last_1 = ((_e737 + 16u) >= terms_1);
                                    k_1 = 0u;
                                    bool loop_init_11 = true;
                                    while(true) {
                                        if (!loop_init_11) {
                                            uint _e884 = k_1;
                                            k_1 = (_e884 + 4u);
                                        }
                                        loop_init_11 = false;
                                        uint _e743 = k_1;
                                        if ((_e743 < 16u)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e746 = start_1;
                                            uint _e747 = k_1;
                                            bool there = ((_e746 + _e747) < (4u * pitch_1));
                                            uint _e752 = start_1;
                                            uint _e753 = k_1;
                                            uint place_1 = min(((_e752 + _e753) / 4u), (pitch_1 - 1u));
                                            uint _e771 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e779 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 0u), (_e771 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e780 = unpack(_e779);
                                            vec4 t0_ = (there ? _e780 : vec4(0.0));
                                            uint _e793 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e801 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 1u), (_e793 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e802 = unpack(_e801);
                                            vec4 t1_ = (there ? _e802 : vec4(0.0));
                                            uint _e815 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e823 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 2u), (_e815 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e824 = unpack(_e823);
                                            vec4 t2_ = (there ? _e824 : vec4(0.0));
                                            uint _e837 = _group_0_binding_0_cs.layer[l_1].inputs;
                                            vec4 _e845 = _group_0_binding_1_cs[((weight_1 + (min(((4u * here_1) + 3u), (_e837 - 1u)) * pitch_1)) + place_1)];
                                            vec4 _e846 = unpack(_e845);
                                            vec4 t3_ = (there ? _e846 : vec4(0.0));
                                            uint _e848 = k_1;
                                            panel[(_e848 + 0u)] = vec4(t0_.x, t1_.x, t2_.x, t3_.x);
                                            uint _e857 = k_1;
                                            panel[(_e857 + 1u)] = vec4(t0_.y, t1_.y, t2_.y, t3_.y);
                                            uint _e866 = k_1;
                                            panel[(_e866 + 2u)] = vec4(t0_.z, t1_.z, t2_.z, t3_.z);
                                            uint _e875 = k_1;
                                            panel[(_e875 + 3u)] = vec4(t0_.w, t1_.w, t2_.w, t3_.w);
                                        }
                                    }
                                    row_2 = 0u;
                                    bool loop_init_12 = true;
                                    while(true) {
                                        if (!loop_init_12) {
                                            uint _e1079 = row_2;
                                            row_2 = (_e1079 + 1u);
                                        }
                                        loop_init_12 = false;
                                        uint _e889 = row_2;
                                        uint _e892 = _group_0_binding_0_cs.rows;
                                        if ((_e889 < _e892)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_2 = vec4(0.0);
                                            uint _e897 = start_1;
                                            if ((_e897 > 0u)) {
                                                uint _e901 = row_2;
                                                vec4 _e906 = _group_0_binding_2_cs[((back + (_e901 * pitch_in_1)) + here_1)];
                                                vec4 _e907 = unpack(_e906);
                                                c_2 = _e907;
                                            }
                                            uint _e909 = row_2;
                                            uint _e912 = start_1;
                                            vec4 _e923 = _group_0_binding_2_cs[((delta_1 + (_e909 * pitch_1)) + min((((_e912 / 4u) + 0u) + lane), (pitch_1 - 1u)))];
                                            vec4 _e924 = unpack(_e923);
                                            vec4 _e925 = c_2;
                                            float _e928 = subgroupBroadcast(_e924.x, 0u);
                                            vec4 _e930 = panel[0];
                                            c_2 = (_e925 + (_e928 * _e930));
                                            vec4 _e933 = c_2;
                                            float _e936 = subgroupBroadcast(_e924.y, 0u);
                                            vec4 _e938 = panel[1];
                                            c_2 = (_e933 + (_e936 * _e938));
                                            vec4 _e941 = c_2;
                                            float _e944 = subgroupBroadcast(_e924.z, 0u);
                                            vec4 _e946 = panel[2];
                                            c_2 = (_e941 + (_e944 * _e946));
                                            vec4 _e949 = c_2;
                                            float _e952 = subgroupBroadcast(_e924.w, 0u);
                                            vec4 _e954 = panel[3];
                                            c_2 = (_e949 + (_e952 * _e954));
                                            vec4 _e957 = c_2;
                                            float _e960 = subgroupBroadcast(_e924.x, 1u);
                                            vec4 _e962 = panel[4];
                                            c_2 = (_e957 + (_e960 * _e962));
                                            vec4 _e965 = c_2;
                                            float _e968 = subgroupBroadcast(_e924.y, 1u);
                                            vec4 _e970 = panel[5];
                                            c_2 = (_e965 + (_e968 * _e970));
                                            vec4 _e973 = c_2;
                                            float _e976 = subgroupBroadcast(_e924.z, 1u);
                                            vec4 _e978 = panel[6];
                                            c_2 = (_e973 + (_e976 * _e978));
                                            vec4 _e981 = c_2;
                                            float _e984 = subgroupBroadcast(_e924.w, 1u);
                                            vec4 _e986 = panel[7];
                                            c_2 = (_e981 + (_e984 * _e986));
                                            vec4 _e989 = c_2;
                                            float _e992 = subgroupBroadcast(_e924.x, 2u);
                                            vec4 _e994 = panel[8];
                                            c_2 = (_e989 + (_e992 * _e994));
                                            vec4 _e997 = c_2;
                                            float _e1000 = subgroupBroadcast(_e924.y, 2u);
                                            vec4 _e1002 = panel[9];
                                            c_2 = (_e997 + (_e1000 * _e1002));
                                            vec4 _e1005 = c_2;
                                            float _e1008 = subgroupBroadcast(_e924.z, 2u);
                                            vec4 _e1010 = panel[10];
                                            c_2 = (_e1005 + (_e1008 * _e1010));
                                            vec4 _e1013 = c_2;
                                            float _e1016 = subgroupBroadcast(_e924.w, 2u);
                                            vec4 _e1018 = panel[11];
                                            c_2 = (_e1013 + (_e1016 * _e1018));
                                            vec4 _e1021 = c_2;
                                            float _e1024 = subgroupBroadcast(_e924.x, 3u);
                                            vec4 _e1026 = panel[12];
                                            c_2 = (_e1021 + (_e1024 * _e1026));
                                            vec4 _e1029 = c_2;
                                            float _e1032 = subgroupBroadcast(_e924.y, 3u);
                                            vec4 _e1034 = panel[13];
                                            c_2 = (_e1029 + (_e1032 * _e1034));
                                            vec4 _e1037 = c_2;
                                            float _e1040 = subgroupBroadcast(_e924.z, 3u);
                                            vec4 _e1042 = panel[14];
                                            c_2 = (_e1037 + (_e1040 * _e1042));
                                            vec4 _e1045 = c_2;
                                            float _e1048 = subgroupBroadcast(_e924.w, 3u);
                                            vec4 _e1050 = panel[15];
                                            c_2 = (_e1045 + (_e1048 * _e1050));
                                            vec4 _e1054 = c_2;
                                            sums[0] = _e1054;
                                            uint _e1055 = column_1;
                                            if ((_e1055 < pitch_in_1)) {
                                                uint _e1057 = row_2;
                                                uint _e1059 = column_1;
                                                uint place_2 = ((_e1057 * pitch_in_1) + _e1059);
                                                vec4 sum_1 = sums[0];
                                                vec4 _e1066 = _group_0_binding_2_cs[(seen_1 + place_2)];
                                                vec4 _e1067 = unpack(_e1066);
                                                vec4 _e1068 = hidden_derivatives(_e1067);
                                                vec4 value = mix(vec4(0.0), (sum_1 * _e1068), inside_1);
                                                vec4 _e1077 = pack((last_1 ? value : sum_1));
                                                _group_0_binding_2_cs[(back + place_2)] = _e1077;
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
                            uint _e1559 = column_2;
                            column_2 = (_e1559 + 8u);
                        }
                        loop_init_13 = false;
                        uint _e1088 = column_2;
                        if ((_e1088 < (pitch_1 + lane))) {
                        } else {
                            break;
                        }
                        {
                            uint _e1091 = column_2;
                            uint here_2 = min(_e1091, (pitch_1 - 1u));
                            bias_sum = vec4(0.0);
                            start_2 = 0u;
                            bool loop_init_14 = true;
                            while(true) {
                                if (!loop_init_14) {
                                    uint _e1542 = start_2;
                                    start_2 = (_e1542 + 32u);
                                }
                                loop_init_14 = false;
                                uint _e1100 = start_2;
                                uint _e1103 = _group_0_binding_0_cs.rows;
                                if ((_e1100 < _e1103)) {
                                } else {
                                    break;
                                }
                                {
                                    k_2 = 0u;
                                    bool loop_init_15 = true;
                                    while(true) {
                                        if (!loop_init_15) {
                                            uint _e1141 = k_2;
                                            k_2 = (_e1141 + 1u);
                                        }
                                        loop_init_15 = false;
                                        uint _e1107 = k_2;
                                        if ((_e1107 < 32u)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1110 = start_2;
                                            uint _e1111 = k_2;
                                            uint _e1115 = _group_0_binding_0_cs.rows;
                                            uint sample_1 = min((_e1110 + _e1111), (_e1115 - 1u));
                                            vec4 _e1126 = _group_0_binding_2_cs[((delta_1 + (sample_1 * pitch_1)) + here_2)];
                                            vec4 _e1127 = unpack(_e1126);
                                            uint _e1128 = start_2;
                                            uint _e1129 = k_2;
                                            uint _e1133 = _group_0_binding_0_cs.rows;
                                            vec4 d_1 = (((_e1128 + _e1129) < _e1133) ? _e1127 : vec4(0.0));
                                            vec4 _e1136 = bias_sum;
                                            bias_sum = (_e1136 + d_1);
                                            uint _e1138 = k_2;
                                            panel[_e1138] = d_1;
                                        }
                                    }
                                    row_3 = 0u;
                                    bool loop_init_16 = true;
                                    while(true) {
                                        if (!loop_init_16) {
                                            uint _e1539 = row_3;
                                            row_3 = (_e1539 + 4u);
                                        }
                                        loop_init_16 = false;
                                        uint _e1145 = row_3;
                                        uint _e1150 = _group_0_binding_0_cs.layer[l_1].inputs;
                                        if ((_e1145 < _e1150)) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1153 = start_2;
                                            uint _e1159 = _group_0_binding_0_cs.rows;
                                            uint _e1165 = row_3;
                                            vec4 _e1170 = _group_0_binding_2_cs[((seen_1 + (min(((_e1153 + 0u) + lane), (_e1159 - 1u)) * pitch_in_1)) + (_e1165 / 4u))];
                                            vec4 _e1171 = unpack(_e1170);
                                            uint _e1173 = start_2;
                                            uint _e1179 = _group_0_binding_0_cs.rows;
                                            uint _e1185 = row_3;
                                            vec4 _e1190 = _group_0_binding_2_cs[((seen_1 + (min(((_e1173 + 8u) + lane), (_e1179 - 1u)) * pitch_in_1)) + (_e1185 / 4u))];
                                            vec4 _e1191 = unpack(_e1190);
                                            uint _e1193 = start_2;
                                            uint _e1199 = _group_0_binding_0_cs.rows;
                                            uint _e1205 = row_3;
                                            vec4 _e1210 = _group_0_binding_2_cs[((seen_1 + (min(((_e1193 + 16u) + lane), (_e1199 - 1u)) * pitch_in_1)) + (_e1205 / 4u))];
                                            vec4 _e1211 = unpack(_e1210);
                                            uint _e1213 = start_2;
                                            uint _e1219 = _group_0_binding_0_cs.rows;
                                            uint _e1225 = row_3;
                                            vec4 _e1230 = _group_0_binding_2_cs[((seen_1 + (min(((_e1213 + 24u) + lane), (_e1219 - 1u)) * pitch_in_1)) + (_e1225 / 4u))];
                                            vec4 _e1231 = unpack(_e1230);
                                            j = 0u;
                                            bool loop_init_17 = true;
                                            while(true) {
                                                if (!loop_init_17) {
                                                    uint _e1537 = j;
                                                    j = (_e1537 + 1u);
                                                }
                                                loop_init_17 = false;
                                                uint _e1234 = j;
                                                if ((_e1234 < 4u)) {
                                                } else {
                                                    break;
                                                }
                                                {
                                                    uint _e1237 = j;
                                                    bool odd = (_e1237 == 1u);
                                                    uint _e1240 = j;
                                                    bool upper = (_e1240 >= 2u);
                                                    uint _e1243 = j;
                                                    bool fourth = (_e1243 == 3u);
                                                    float s0_ = (upper ? (fourth ? _e1171.w : _e1171.z) : (odd ? _e1171.y : _e1171.x));
                                                    float s1_ = (upper ? (fourth ? _e1191.w : _e1191.z) : (odd ? _e1191.y : _e1191.x));
                                                    float s2_ = (upper ? (fourth ? _e1211.w : _e1211.z) : (odd ? _e1211.y : _e1211.x));
                                                    float s3_ = (upper ? (fourth ? _e1231.w : _e1231.z) : (odd ? _e1231.y : _e1231.x));
                                                    c_3 = vec4(0.0);
                                                    vec4 _e1277 = c_3;
                                                    float _e1279 = subgroupBroadcast(s0_, 0u);
                                                    vec4 _e1281 = panel[0];
                                                    c_3 = (_e1277 + (_e1279 * _e1281));
                                                    vec4 _e1284 = c_3;
                                                    float _e1286 = subgroupBroadcast(s0_, 1u);
                                                    vec4 _e1288 = panel[1];
                                                    c_3 = (_e1284 + (_e1286 * _e1288));
                                                    vec4 _e1291 = c_3;
                                                    float _e1293 = subgroupBroadcast(s0_, 2u);
                                                    vec4 _e1295 = panel[2];
                                                    c_3 = (_e1291 + (_e1293 * _e1295));
                                                    vec4 _e1298 = c_3;
                                                    float _e1300 = subgroupBroadcast(s0_, 3u);
                                                    vec4 _e1302 = panel[3];
                                                    c_3 = (_e1298 + (_e1300 * _e1302));
                                                    vec4 _e1305 = c_3;
                                                    float _e1307 = subgroupBroadcast(s0_, 4u);
                                                    vec4 _e1309 = panel[4];
                                                    c_3 = (_e1305 + (_e1307 * _e1309));
                                                    vec4 _e1312 = c_3;
                                                    float _e1314 = subgroupBroadcast(s0_, 5u);
                                                    vec4 _e1316 = panel[5];
                                                    c_3 = (_e1312 + (_e1314 * _e1316));
                                                    vec4 _e1319 = c_3;
                                                    float _e1321 = subgroupBroadcast(s0_, 6u);
                                                    vec4 _e1323 = panel[6];
                                                    c_3 = (_e1319 + (_e1321 * _e1323));
                                                    vec4 _e1326 = c_3;
                                                    float _e1328 = subgroupBroadcast(s0_, 7u);
                                                    vec4 _e1330 = panel[7];
                                                    c_3 = (_e1326 + (_e1328 * _e1330));
                                                    vec4 _e1333 = c_3;
                                                    float _e1335 = subgroupBroadcast(s1_, 0u);
                                                    vec4 _e1337 = panel[8];
                                                    c_3 = (_e1333 + (_e1335 * _e1337));
                                                    vec4 _e1340 = c_3;
                                                    float _e1342 = subgroupBroadcast(s1_, 1u);
                                                    vec4 _e1344 = panel[9];
                                                    c_3 = (_e1340 + (_e1342 * _e1344));
                                                    vec4 _e1347 = c_3;
                                                    float _e1349 = subgroupBroadcast(s1_, 2u);
                                                    vec4 _e1351 = panel[10];
                                                    c_3 = (_e1347 + (_e1349 * _e1351));
                                                    vec4 _e1354 = c_3;
                                                    float _e1356 = subgroupBroadcast(s1_, 3u);
                                                    vec4 _e1358 = panel[11];
                                                    c_3 = (_e1354 + (_e1356 * _e1358));
                                                    vec4 _e1361 = c_3;
                                                    float _e1363 = subgroupBroadcast(s1_, 4u);
                                                    vec4 _e1365 = panel[12];
                                                    c_3 = (_e1361 + (_e1363 * _e1365));
                                                    vec4 _e1368 = c_3;
                                                    float _e1370 = subgroupBroadcast(s1_, 5u);
                                                    vec4 _e1372 = panel[13];
                                                    c_3 = (_e1368 + (_e1370 * _e1372));
                                                    vec4 _e1375 = c_3;
                                                    float _e1377 = subgroupBroadcast(s1_, 6u);
                                                    vec4 _e1379 = panel[14];
                                                    c_3 = (_e1375 + (_e1377 * _e1379));
                                                    vec4 _e1382 = c_3;
                                                    float _e1384 = subgroupBroadcast(s1_, 7u);
                                                    vec4 _e1386 = panel[15];
                                                    c_3 = (_e1382 + (_e1384 * _e1386));
                                                    vec4 _e1389 = c_3;
                                                    float _e1391 = subgroupBroadcast(s2_, 0u);
                                                    vec4 _e1393 = panel[16];
                                                    c_3 = (_e1389 + (_e1391 * _e1393));
                                                    vec4 _e1396 = c_3;
                                                    float _e1398 = subgroupBroadcast(s2_, 1u);
                                                    vec4 _e1400 = panel[17];
                                                    c_3 = (_e1396 + (_e1398 * _e1400));
                                                    vec4 _e1403 = c_3;
                                                    float _e1405 = subgroupBroadcast(s2_, 2u);
                                                    vec4 _e1407 = panel[18];
                                                    c_3 = (_e1403 + (_e1405 * _e1407));
                                                    vec4 _e1410 = c_3;
                                                    float _e1412 = subgroupBroadcast(s2_, 3u);
                                                    vec4 _e1414 = panel[19];
                                                    c_3 = (_e1410 + (_e1412 * _e1414));
                                                    vec4 _e1417 = c_3;
                                                    float _e1419 = subgroupBroadcast(s2_, 4u);
                                                    vec4 _e1421 = panel[20];
                                                    c_3 = (_e1417 + (_e1419 * _e1421));
                                                    vec4 _e1424 = c_3;
                                                    float _e1426 = subgroupBroadcast(s2_, 5u);
                                                    vec4 _e1428 = panel[21];
                                                    c_3 = (_e1424 + (_e1426 * _e1428));
                                                    vec4 _e1431 = c_3;
                                                    float _e1433 = subgroupBroadcast(s2_, 6u);
                                                    vec4 _e1435 = panel[22];
                                                    c_3 = (_e1431 + (_e1433 * _e1435));
                                                    vec4 _e1438 = c_3;
                                                    float _e1440 = subgroupBroadcast(s2_, 7u);
                                                    vec4 _e1442 = panel[23];
                                                    c_3 = (_e1438 + (_e1440 * _e1442));
                                                    vec4 _e1445 = c_3;
                                                    float _e1447 = subgroupBroadcast(s3_, 0u);
                                                    vec4 _e1449 = panel[24];
                                                    c_3 = (_e1445 + (_e1447 * _e1449));
                                                    vec4 _e1452 = c_3;
                                                    float _e1454 = subgroupBroadcast(s3_, 1u);
                                                    vec4 _e1456 = panel[25];
                                                    c_3 = (_e1452 + (_e1454 * _e1456));
                                                    vec4 _e1459 = c_3;
                                                    float _e1461 = subgroupBroadcast(s3_, 2u);
                                                    vec4 _e1463 = panel[26];
                                                    c_3 = (_e1459 + (_e1461 * _e1463));
                                                    vec4 _e1466 = c_3;
                                                    float _e1468 = subgroupBroadcast(s3_, 3u);
                                                    vec4 _e1470 = panel[27];
                                                    c_3 = (_e1466 + (_e1468 * _e1470));
                                                    vec4 _e1473 = c_3;
                                                    float _e1475 = subgroupBroadcast(s3_, 4u);
                                                    vec4 _e1477 = panel[28];
                                                    c_3 = (_e1473 + (_e1475 * _e1477));
                                                    vec4 _e1480 = c_3;
                                                    float _e1482 = subgroupBroadcast(s3_, 5u);
                                                    vec4 _e1484 = panel[29];
                                                    c_3 = (_e1480 + (_e1482 * _e1484));
                                                    vec4 _e1487 = c_3;
                                                    float _e1489 = subgroupBroadcast(s3_, 6u);
                                                    vec4 _e1491 = panel[30];
                                                    c_3 = (_e1487 + (_e1489 * _e1491));
                                                    vec4 _e1494 = c_3;
                                                    float _e1496 = subgroupBroadcast(s3_, 7u);
                                                    vec4 _e1498 = panel[31];
                                                    c_3 = (_e1494 + (_e1496 * _e1498));
                                                    vec4 _e1502 = c_3;
                                                    sums[0] = _e1502;
                                                    uint _e1503 = column_2;
                                                    if ((_e1503 < pitch_1)) {
                                                        uint _e1507 = row_3;
                                                        uint _e1508 = j;
                                                        uint _e1514 = _group_0_binding_0_cs.layer[l_1].inputs;
                                                        local_1 = ((_e1507 + _e1508) < _e1514);
                                                    } else {
                                                        local_1 = false;
                                                    }
                                                    bool _e1517 = local_1;
                                                    if (_e1517) {
                                                        uint _e1518 = row_3;
                                                        uint _e1519 = j;
                                                        uint _e1523 = column_2;
                                                        uint place_3 = ((weight_1 + ((_e1518 + _e1519) * pitch_1)) + _e1523);
                                                        vec4 _e1529 = _group_0_binding_1_cs[place_3];
                                                        vec4 _e1530 = unpack(_e1529);
                                                        vec4 _e1532 = sums[0];
                                                        vec4 _e1535 = pack((_e1530 - (rate * _e1532)));
                                                        _group_0_binding_1_cs[place_3] = _e1535;
                                                    }
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                            uint _e1545 = column_2;
                            if ((_e1545 < pitch_1)) {
                                uint _e1547 = column_2;
                                uint place_4 = (bias_1 + _e1547);
                                vec4 _e1553 = _group_0_binding_1_cs[place_4];
                                vec4 _e1554 = unpack(_e1553);
                                vec4 _e1555 = bias_sum;
                                vec4 _e1558 = pack((_e1554 - (rate * _e1555)));
                                _group_0_binding_1_cs[place_4] = _e1558;
                            }
                        }
                    }
                    memoryBarrierBuffer();
                    barrier();
                }
            }
        }
    }
    uint _e1570 = _group_0_binding_0_cs.never;
    if ((_e1570 != 0u)) {
        uint _e1576 = _group_0_binding_0_cs.never;
        uint _e1580 = _group_0_binding_0_cs.never;
        vec4 _e1582 = sums[_e1580];
        vec4 _e1583 = pack(_e1582);
        _group_0_binding_2_cs[_e1576] = _e1583;
        return;
    } else {
        return;
    }
}

