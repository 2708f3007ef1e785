"""The rules, a module a family. Each is a function from what a rule is given to its findings."""
