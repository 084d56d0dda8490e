package dev.starling.core.simd;

import jdk.incubator.vector.DoubleVector;

/// Squared distances of points in many columns. Points are packed in panels of eight, column by column, so that one load brings a
/// column of eight points; four rows at a time share it.
///
/// Every distance is Σₖ (xₖ − yₖ)², added up with fma in the order of the columns, whatever the width of a vector.
public final class DistancePanels {
    /// Points of a panel.
    public static final int PANEL = 8;

    /// Rows that share the loads of a panel.
    public static final int ROWS = 4;

    private final int points;
    private final int columns;
    private final double[] packed;

    /// @param values row-major, `points * columns`
    public DistancePanels(int points, int columns, double[] values) {
        this.points = points;
        this.columns = columns;
        int panels = (points + PANEL - 1) / PANEL;
        packed = new double[Math.multiplyExact(panels * PANEL, columns)];
        for (int i = 0; i < points; i++) {
            int base = i / PANEL * PANEL * columns + i % PANEL;
            for (int k = 0; k < columns; k++) {
                packed[base + k * PANEL] = values[i * columns + k];
            }
        }
    }

    /// Number of points, rounded up to whole panels.
    public int padded() {
        return (points + PANEL - 1) / PANEL * PANEL;
    }

    /// Writes the squared distances of four rows of `values` (row-major, from `row`; the last is repeated where there are fewer)
    /// to the points of panels `from` until before `to`, to `out[r][point − from · PANEL]`.
    public void distances(double[] values, int row, int from, int to, double[][] out) {
        int last = values.length / Math.max(1, columns) - 1;
        int r0 = row * columns;
        int r1 = Math.min(row + 1, last) * columns;
        int r2 = Math.min(row + 2, last) * columns;
        int r3 = Math.min(row + 3, last) * columns;
        int panel = from;
        for (; panel + 2 <= to; panel += 2) {
            for (int part = 0; part < PANEL; part += Species.DOUBLE.length()) {
                twoPanels(values, r0, r1, r2, r3, panel * PANEL * columns + part, (panel - from) * PANEL + part, out);
            }
        }
        for (; panel < to; panel++) {
            for (int part = 0; part < PANEL; part += Species.DOUBLE.length()) {
                onePanel(values, r0, r1, r2, r3, panel * PANEL * columns + part, (panel - from) * PANEL + part, out);
            }
        }
    }

    /// Eight sums at a time: a processor can begin two fma in a turn, and each takes four turns to finish. There is one difference for
    /// each fma. The form |x|² + |y|² − 2xy has none and would be up to 1.4 times as fast, but cancels where points are near, so that those
    /// would be computed twice.
    private void twoPanels(double[] values, int r0, int r1, int r2, int r3, int from, int to, double[][] out) {
        DoubleVector s0 = DoubleVector.zero(Species.DOUBLE);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector t0 = s0;
        DoubleVector t1 = s0;
        DoubleVector t2 = s0;
        DoubleVector t3 = s0;
        int next = PANEL * columns;
        int at = from;
        for (int k = 0; k < columns; k++, at += PANEL) {
            DoubleVector s = DoubleVector.fromArray(Species.DOUBLE, packed, at);
            DoubleVector t = DoubleVector.fromArray(Species.DOUBLE, packed, at + next);
            DoubleVector row = DoubleVector.broadcast(Species.DOUBLE, values[r0 + k]);
            DoubleVector d = s.sub(row);
            DoubleVector e = t.sub(row);
            s0 = d.fma(d, s0);
            t0 = e.fma(e, t0);
            row = DoubleVector.broadcast(Species.DOUBLE, values[r1 + k]);
            d = s.sub(row);
            e = t.sub(row);
            s1 = d.fma(d, s1);
            t1 = e.fma(e, t1);
            row = DoubleVector.broadcast(Species.DOUBLE, values[r2 + k]);
            d = s.sub(row);
            e = t.sub(row);
            s2 = d.fma(d, s2);
            t2 = e.fma(e, t2);
            row = DoubleVector.broadcast(Species.DOUBLE, values[r3 + k]);
            d = s.sub(row);
            e = t.sub(row);
            s3 = d.fma(d, s3);
            t3 = e.fma(e, t3);
        }
        s0.intoArray(out[0], to);
        s1.intoArray(out[1], to);
        s2.intoArray(out[2], to);
        s3.intoArray(out[3], to);
        t0.intoArray(out[0], to + PANEL);
        t1.intoArray(out[1], to + PANEL);
        t2.intoArray(out[2], to + PANEL);
        t3.intoArray(out[3], to + PANEL);
    }

    private void onePanel(double[] values, int r0, int r1, int r2, int r3, int from, int to, double[][] out) {
        DoubleVector s0 = DoubleVector.zero(Species.DOUBLE);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int at = from;
        for (int k = 0; k < columns; k++, at += PANEL) {
            DoubleVector column = DoubleVector.fromArray(Species.DOUBLE, packed, at);
            DoubleVector d0 = column.sub(values[r0 + k]);
            DoubleVector d1 = column.sub(values[r1 + k]);
            DoubleVector d2 = column.sub(values[r2 + k]);
            DoubleVector d3 = column.sub(values[r3 + k]);
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
            s2 = d2.fma(d2, s2);
            s3 = d3.fma(d3, s3);
        }
        s0.intoArray(out[0], to);
        s1.intoArray(out[1], to);
        s2.intoArray(out[2], to);
        s3.intoArray(out[3], to);
    }
}
