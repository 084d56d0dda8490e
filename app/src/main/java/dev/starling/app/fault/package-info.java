/// What a user is told when something cannot be done.
@NullMarked
package dev.starling.app.fault;

import org.jspecify.annotations.NullMarked;
