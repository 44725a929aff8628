"""The commands, a module for each or for those that are alike. What they import beyond click, they import when they run."""
