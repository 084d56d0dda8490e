/// The laws that every plug-in obeys, as plain classes: what the author's tests and `starling plugin verify` both run.
///
/// Begin with [dev.starling.testkit.KernelLaws] or one of its siblings; [dev.starling.testkit.junit] has their JUnit faces.
@NullMarked
package dev.starling.testkit;

import org.jspecify.annotations.NullMarked;
