/// The laws as tests of JUnit and jqwik. An author's test is one line:
///
///     class CauchyTest implements KernelLawsTest { public Kernel kernel() { return new Cauchy(); } }
///
/// JUnit runs each law by its name, at samples that are always the same; jqwik draws others at each run and makes a failing one
/// simpler. A waived law is shown as skipped, with its reason.
@NullMarked
package dev.starling.testkit.junit;

import org.jspecify.annotations.NullMarked;
