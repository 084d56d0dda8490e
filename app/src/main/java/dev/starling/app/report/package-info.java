/// What a run leaves behind beside its picture: `coords.csv` and `run.json`.
@NullMarked
package dev.starling.app.report;

import org.jspecify.annotations.NullMarked;
