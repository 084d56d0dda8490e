/// Measurements. Each class asks one question; its name is the question.
@NullMarked
package dev.starling.benchmarks;

import org.jspecify.annotations.NullMarked;
