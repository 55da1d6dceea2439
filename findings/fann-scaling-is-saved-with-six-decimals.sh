#!/usr/bin/env bash
# FANN 2.2.0 (libfann of Debian, 2.2.0+ds-8): fann_save writes the scaling of inputs and outputs with six decimals, so that a network of a
# quantity around 1e-7 is loaded as one that answers 0 for everything, and one around 1e-5 as another; the weights are written in full.
#
# A good guess would be: a network that is saved and loaded predicts the same numbers; its weights are written with 20 decimals and an
# exponent, and scaling is there for quantities that are not around 1.
# Seen on 2026-11-30, 200 rows of x from 0 to 1 in a unit, y = unit * (0.1 + 0.3 x), R2 of the trained network and of the same loaded:
#   unit      R2       saved and loaded      its answer for x = 0.5, in the unit (right: 0.25)
#   1         0.9998   0.9998                0.250
#   1e-3      0.9998   0.9998                0.250
#   1e-5      0.9998   0.66                  0.200
#   1e-6      0.9999   NaN                   0 (as for every x above 0; NaN for 0)
#   1e-7      0.9999   NaN                   0
# So is the learning rate: a network saved with 0.0000004 is loaded with 0, and learns nothing more by FANN_TRAIN_INCREMENTAL.
# The file is written with "%f " for scale_mean, scale_deviation, scale_new_min, scale_factor and learning_rate, and the loaded deviation is 0.
#
# What it means: lengths in metres, capacities, concentrations and rates lose their scale in the file, with no error: right where the
# network was trained, constant or off where it is used. Use units in which the columns are around 1, or scale outside of the network.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libfann2=2.2.0+ds-8 libfann-dev=2.2.0+ds-8 2>/dev/null || {
    apt-get -qq update
    apt-get -qq download libfann2=2.2.0+ds-8 libfann-dev=2.2.0+ds-8
}
for package in *.deb; do dpkg-deb -x "$package" root; done
cat >program.c <<'C'
#include <assert.h>
#include <doublefann.h>
#include <math.h>
#include <stdio.h>

enum { ROWS = 200 };
static double unit;

static double answer(struct fann *network, double x) {
    fann_type input = x * unit;
    fann_scale_input(network, &input);
    fann_type *output = fann_run(network, &input);
    fann_descale_output(network, output);
    return output[0] / unit;
}

static double explained(struct fann *network) {
    double error = 0, variance = 0;
    for (int i = 0; i < ROWS; i++) {
        double x = i / (double)(ROWS - 1), y = 0.1 + 0.3 * x;
        error += pow(answer(network, x) - y, 2);
        variance += pow(y - 0.25, 2);
    }
    return 1 - error / variance;
}

static struct fann_train_data *rows(void) {
    struct fann_train_data *data = fann_create_train(ROWS, 1, 1);
    for (int i = 0; i < ROWS; i++) {
        double x = i / (double)(ROWS - 1);
        data->input[i][0] = unit * x;
        data->output[i][0] = unit * (0.1 + 0.3 * x);
    }
    return data;
}

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    const double units[] = {1, 1e-3, 1e-5, 1e-6, 1e-7};
    for (int k = 0; k < 5; k++) {
        unit = units[k];
        struct fann_train_data *data = rows();
        struct fann *network = fann_create_standard(3, 1, 4, 1);
        fann_set_activation_function_hidden(network, FANN_SIGMOID_SYMMETRIC);
        fann_set_activation_function_output(network, FANN_LINEAR);
        fann_set_scaling_params(network, data, -1, 1, -1, 1);
        fann_scale_train(network, data);
        fann_train_on_data(network, data, 500, 0, 1e-6);
        fann_set_learning_rate(network, 0.0000004f);
        double trained = explained(network);
        assert(fann_save(network, "network.net") == 0);
        struct fann *loaded = fann_create_from_file("network.net");
        for (unsigned i = 0; i < network->total_connections; i++) assert(loaded->weights[i] == network->weights[i]);
        double after = explained(loaded), middle = answer(loaded, 0.5);
        printf("unit %g: R2 %.4f, saved and loaded %.4f, answer for 0.25: %.3f, learning rate %g\n", unit, trained, after, middle,
               fann_get_learning_rate(loaded));
        assert(trained > 0.99);
        if (unit == 1) assert(fabs(after - trained) < 1e-3);
        if (unit == 1e-5) assert(after < 0.9);
        if (unit <= 1e-6) assert(!(after > 0));
        assert(fann_get_learning_rate(loaded) == 0);
    }
    return 0;
}
C
cc -O1 -I root/usr/include -o program program.c root/usr/lib/*/libdoublefann.so -lm -Wl,-rpath,"$(echo "$PWD"/root/usr/lib/*)"
./program
grep "^scale_\|^learning_rate" network.net
