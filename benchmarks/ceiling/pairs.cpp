// What a core of this machine reaches in the passes that Starling generates, written with AVX-512 intrinsics and no regard for anything
// else: no order of sums that other widths could keep, no infinities, exponentials without a tail of their range. The gradient of KL over
// all pairs, each met once, its sums added at both ends; without P, or with a dense one. See benchmarks/ceiling/run.

#include <immintrin.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

namespace {

constexpr int BLOCK = 512;
constexpr int REPEATS = 7;

struct Double {
    using Number = double;
    using Vector = __m512d;
    static constexpr int LANES = 8;
    static Vector all(double a) { return _mm512_set1_pd(a); }
    static Vector load(const double *at) { return _mm512_loadu_pd(at); }
    static void store(double *at, Vector a) { _mm512_storeu_pd(at, a); }
    static Vector fma(Vector a, Vector b, Vector c) { return _mm512_fmadd_pd(a, b, c); }
    static Vector fnma(Vector a, Vector b, Vector c) { return _mm512_fnmadd_pd(a, b, c); }
    static double total(Vector a) { return _mm512_reduce_add_pd(a); }

    // Cody and Waite's reduction, then the Taylor series, by Horner's rule; a is at most 0.
    static Vector exp(Vector a) {
        a = _mm512_max_pd(a, all(-708));
        Vector k = _mm512_roundscale_pd(a * all(1.4426950408889634), 0);
        Vector r = fnma(k, all(1.90821492927058770002e-10), fnma(k, all(6.93147180369123816490e-1), a));
        Vector series = all(1.0 / 479001600);
        for (double inverse : {39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0}) {
            series = fma(series, r, all(1 / inverse));
        }
        return _mm512_scalef_pd(series, k);
    }
};

struct Single {
    using Number = float;
    using Vector = __m512;
    static constexpr int LANES = 16;
    static Vector all(float a) { return _mm512_set1_ps(a); }
    static Vector load(const float *at) { return _mm512_loadu_ps(at); }
    static void store(float *at, Vector a) { _mm512_storeu_ps(at, a); }
    static Vector fma(Vector a, Vector b, Vector c) { return _mm512_fmadd_ps(a, b, c); }
    static Vector fnma(Vector a, Vector b, Vector c) { return _mm512_fnmadd_ps(a, b, c); }
    static float total(Vector a) { return _mm512_reduce_add_ps(a); }

    static Vector exp(Vector a) {
        a = _mm512_max_ps(a, all(-87));
        Vector k = _mm512_roundscale_ps(a * all(1.44269504f), 0);
        Vector r = fnma(k, all(-2.12194440e-4f), fnma(k, all(0.693359375f), a));
        Vector series = all(1.0f / 720);
        for (float inverse : {120.0f, 24.0f, 6.0f, 2.0f, 1.0f, 1.0f}) {
            series = fma(series, r, all(1 / inverse));
        }
        return _mm512_scalef_ps(series, k);
    }
};

template <class Format>
struct Pass {
    using Number = typename Format::Number;
    using Vector = typename Format::Vector;

    int n;
    std::vector<Number> x, y, repulsionX, repulsionY, attractionX, attractionY, p;
    double partition = 0;

    Pass(int points, bool dense)
        : n(points), x(n), y(n), repulsionX(n), repulsionY(n), attractionX(n), attractionY(n),
          p(dense ? static_cast<std::size_t>(n) * n : 0, Number(1e-8)) {
        for (int i = 0; i < n; i++) {
            x[i] = Number(rand() / 1e9);
            y[i] = Number(rand() / 1e9);
        }
    }

    template <int ROWS, bool GAUSSIAN, bool DENSE>
    __attribute__((noinline)) void tile(int rowFrom, int columnFrom) {
        using F = Format;
        const Vector zero = F::all(0), one = F::all(1);
        for (int i = rowFrom; i < rowFrom + BLOCK; i += ROWS) {
            Vector sum = zero, ofX[ROWS], ofY[ROWS], rowX[ROWS], rowY[ROWS], pRowX[ROWS], pRowY[ROWS];
            for (int r = 0; r < ROWS; r++) {
                ofX[r] = F::all(x[i + r]);
                ofY[r] = F::all(y[i + r]);
                rowX[r] = rowY[r] = pRowX[r] = pRowY[r] = zero;
            }
            for (int j = columnFrom; j < columnFrom + BLOCK; j += F::LANES) {
                Vector xj = F::load(&x[j]), yj = F::load(&y[j]);
                Vector atX = F::load(&repulsionX[j]), atY = F::load(&repulsionY[j]);
                Vector pAtX = DENSE ? F::load(&attractionX[j]) : zero, pAtY = DENSE ? F::load(&attractionY[j]) : zero;
                for (int r = 0; r < ROWS; r++) {
                    Vector dx = ofX[r] - xj, dy = ofY[r] - yj, w, pull;
                    if (GAUSSIAN) {
                        w = pull = F::exp(F::fnma(dx, dx, F::fnma(dy, dy, zero)));
                    } else {
                        w = one / F::fma(dx, dx, F::fma(dy, dy, one));
                        pull = w * w;
                    }
                    sum += w;
                    rowX[r] = F::fma(pull, dx, rowX[r]);
                    rowY[r] = F::fma(pull, dy, rowY[r]);
                    atX = F::fnma(pull, dx, atX);
                    atY = F::fnma(pull, dy, atY);
                    if (DENSE) {
                        Vector attraction = F::load(&p[static_cast<std::size_t>(i + r) * n + j]);
                        attraction = GAUSSIAN ? attraction : attraction * w;
                        pRowX[r] = F::fma(attraction, dx, pRowX[r]);
                        pRowY[r] = F::fma(attraction, dy, pRowY[r]);
                        pAtX = F::fnma(attraction, dx, pAtX);
                        pAtY = F::fnma(attraction, dy, pAtY);
                    }
                }
                F::store(&repulsionX[j], atX);
                F::store(&repulsionY[j], atY);
                if (DENSE) {
                    F::store(&attractionX[j], pAtX);
                    F::store(&attractionY[j], pAtY);
                }
            }
            partition += 2 * F::total(sum);
            for (int r = 0; r < ROWS; r++) {
                repulsionX[i + r] += F::total(rowX[r]);
                repulsionY[i + r] += F::total(rowY[r]);
                attractionX[i + r] += F::total(pRowX[r]);
                attractionY[i + r] += F::total(pRowY[r]);
            }
        }
    }

    // Median, in 10⁹ ordered pairs a second.
    template <int ROWS, bool GAUSSIAN, bool DENSE>
    double rate() {
        double rates[REPEATS];
        int passes = n < 5000 ? 20 : 2;
        for (double &rate : rates) {
            auto start = std::chrono::steady_clock::now();
            for (int pass = 0; pass < passes; pass++) {
                for (int row = 0; row < n; row += BLOCK) {
                    for (int column = row; column < n; column += BLOCK) {
                        tile<ROWS, GAUSSIAN, DENSE>(row, column);
                    }
                }
            }
            std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
            rate = passes * (static_cast<double>(n) * (n + BLOCK)) / took.count() / 1e9;
        }
        std::sort(rates, rates + REPEATS);
        return rates[REPEATS / 2];
    }

    template <bool GAUSSIAN, bool DENSE>
    double best() {
        return std::max({rate<1, GAUSSIAN, DENSE>(), rate<2, GAUSSIAN, DENSE>(), rate<4, GAUSSIAN, DENSE>()});
    }
};

template <bool GAUSSIAN, bool DENSE>
void row(const char *name) {
    double rates[4];
    int at = 0;
    for (int n : {2048, 10240}) {
        rates[at++] = Pass<Double>(n, DENSE).best<GAUSSIAN, DENSE>();
        rates[at++] = Pass<Single>(n, DENSE).best<GAUSSIAN, DENSE>();
    }
    std::printf("| %s | %.1f | %.1f | %.1f | %.1f |\n", name, rates[0], rates[2], rates[1], rates[3]);
}

}  // namespace

int main() {
    std::printf("| 10^9 ordered pairs a second | double, n = 2,048 | 10,240 | single, n = 2,048 | 10,240 |\n|---|---|---|---|---|\n");
    row<false, false>("Student t, no P");
    row<true, false>("Gaussian, no P");
    row<false, true>("Student t, dense P");
    row<true, true>("Gaussian, dense P");
}
