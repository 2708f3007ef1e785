"""What all commands share: the application, help, options, output, and the way from arguments to reports."""
