/// Tables as Starling has them: read from files of text or by readers of plug-ins, and the built-in data sets.
@NullMarked
package dev.starling.app.data;

import org.jspecify.annotations.NullMarked;
