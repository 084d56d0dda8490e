/// A new plug-in project, written from templates inside the program.
@NullMarked
package dev.starling.app.scaffold;

import org.jspecify.annotations.NullMarked;
