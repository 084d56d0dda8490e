/// All writing of files, so that they appear whole or not at all.
@NullMarked
package dev.starling.app.files;

import org.jspecify.annotations.NullMarked;
