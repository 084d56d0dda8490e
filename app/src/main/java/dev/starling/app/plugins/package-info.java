/// Plug-ins by their names: a face that lets nothing be seen of who refuses a file (jar, intake), who makes what is in it (link, with PF4J) and who
/// watches what it does (guard).
@NullMarked
package dev.starling.app.plugins;

import org.jspecify.annotations.NullMarked;
