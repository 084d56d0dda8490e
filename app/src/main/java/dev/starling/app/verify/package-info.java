/// Plug-ins held to the laws of their kinds.
@NullMarked
package dev.starling.app.verify;

import org.jspecify.annotations.NullMarked;
