/// What a run leaves behind: `coords.csv`, page, picture and `run.json`.
@NullMarked
package dev.starling.app.output;

import org.jspecify.annotations.NullMarked;
