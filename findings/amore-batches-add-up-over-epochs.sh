#!/usr/bin/env bash
# R's AMORE 0.2.16 (R 4.5.0): method = "BATCHgd" and "BATCHgdwm" never forget a gradient: the second epoch steps by the sum of the gradients of
# the first two, the tenth by the sum of ten, so that the error swings, and ends in divergence.
#
# A good guess would be: "batch gradient descent", a step by the mean gradient of the rows in each epoch, and one "with momentum", which
# keeps a share of the last step; the first epoch is just that.
# Seen on 2026-12-01, 200 rows of y = 2 x + 1, a network of two linear neurons, rate 0.01; the first weight, from 0.5:
#   epochs       AMORE           gradient descent      gradients that add up
#   1            0.506358        0.506358              0.506358
#   2            0.519193        0.512835              0.519193
#   3            0.538736        0.519429              0.538736
#   10           0.899191        0.568846              0.899191
# BATCHgdwm of momentum 0.5 is the same but for the fourth digit. The mean squared error at rate 0.001 after
#   epochs              50     100    150    200    300    400    3000       10000
#   BATCHgd             1.02   1.32   2.89   1.38   0.39   1.61   diverged   diverged
#   ADAPTgd, by row     0.00   0.00   0.00   0.00   0.00   0.00   0.00       0.00
#   gradient descent    3.98   3.68   3.37   3.06   2.44   1.85   0.00       0.00
#
# What it means: more epochs are not better, where a training ends is luck, and a smaller rate swings too, only slower. Take ADAPTgd or
# ADAPTgdwm.
#
# Needs Debian's package lists; installs what it runs in a temporary folder, from Debian 13; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial
: >apt/status
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >apt/sources.list
debian() {
    apt-get -qq -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts="$PWD/apt/parts" \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$PWD/apt/parts" -o Dir::State::Lists="$PWD/apt/lists" \
        -o Dir::State::Status="$PWD/apt/status" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
debian update
mapfile -t names < <(debian --print-uris -y install r-cran-amore=0.2-16-2 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-amore=0.2-16-2 "${names[@]}" \
    libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
    libgssapi-krb5-2 libicu76 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblapack3 liblzma5 libpcre2-8-0 libquadmath0 \
    libreadline8t64 libstdc++6 libtinfo6 libtirpc3t64 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export R_HOME=$PWD/root/usr/lib/R R_SHARE_DIR=$PWD/root/usr/share/R/share LC_ALL=C EDITOR=vi
export R_LIBS=$PWD/root/usr/lib/R/site-library:$PWD/root/usr/lib/R/library
cp --remove-destination root/etc/R/* "$R_HOME/etc/"
R() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$R_HOME/lib:$lib:$lib/blas:$lib/lapack" "$R_HOME/bin/exec/R" \
        --vanilla --no-echo -f "$1"
}
cat >program.R <<'R'
suppressPackageStartupMessages(library(AMORE))
set.seed(1)
x <- matrix(rnorm(200), ncol = 1)
y <- 2 * x + 1
start <- c(0.5, 0.1, 0.4, -0.2)
trained <- function(method, epochs, rate = 0.01) {
    net <- newff(n.neurons = c(1, 1, 1), learning.rate.global = rate, momentum.global = 0.5, error.criterium = "LMS", Stao = NA,
                 hidden.layer = "purelin", output.layer = "purelin", method = method)
    for (k in 1:2) {
        net$neurons[[k]]$weights <- start[2 * k - 1]
        net$neurons[[k]]$bias <- start[2 * k]
    }
    capture.output(result <- tryCatch(train(net, x, y, error.criterium = "LMS", report = FALSE, show.step = epochs, n.shows = 1),
                                      error = function(e) if (grepl("Divergent", conditionMessage(e))) NULL else stop(e)))
    if (is.null(result)) return(rep(Inf, 4))
    unlist(lapply(result$net$neurons, function(neuron) c(neuron$weights, neuron$bias)))
}
error <- function(p) if (any(is.infinite(p))) Inf else mean((p[3] * (p[1] * x + p[2]) + p[4] - y)^2)
# of half the squared error, as AMORE's first epoch has it
gradient <- function(p) {
    hidden <- p[1] * x + p[2]
    residual <- p[3] * hidden + p[4] - y
    c(mean(residual * p[3] * x), mean(residual * p[3]), mean(residual * hidden), mean(residual))
}
stepped <- function(epochs, kept, rate = 0.01) {
    p <- start
    sum <- 0
    for (epoch in seq_len(epochs)) {
        sum <- kept * sum + gradient(p)
        p <- p - rate * sum
    }
    p
}
for (epochs in c(1, 2, 3, 10)) {
    seen <- trained("BATCHgd", epochs)
    cat(epochs, "epochs: AMORE", format(seen, digits = 6), "descent", format(stepped(epochs, 0), digits = 6), "adding up", format(stepped(epochs, 1), digits = 6), "\n")
    # the behaviour
    stopifnot(all.equal(seen, stepped(epochs, 1), tolerance = 1e-9))
    stopifnot(isTRUE(all.equal(seen, stepped(epochs, 0))) == (epochs == 1))
    momentum <- trained("BATCHgdwm", epochs)
    stopifnot(max(abs(momentum - stepped(epochs, 1))) < 0.002, epochs == 1 || max(abs(momentum - stepped(epochs, 0.5))) > 0.005)
}
counts <- c(50, 100, 150, 200, 300, 400, 3000, 10000)
errors <- sapply(counts, function(epochs) c(error(trained("BATCHgd", epochs, 0.001)), error(trained("BATCHgdwm", epochs, 0.001)),
                                            error(trained("ADAPTgd", epochs, 0.001)), error(stepped(epochs, 0, 0.001))))
dimnames(errors) <- list(c("BATCHgd", "BATCHgdwm", "ADAPTgd", "gradient descent"), counts)
print(round(errors, 4))
stopifnot(max(errors["BATCHgd", counts >= 300]) > 0.1, max(errors["ADAPTgd", counts >= 300]) < 1e-6, errors["gradient descent", "10000"] < 1e-6)
R
R program.R
