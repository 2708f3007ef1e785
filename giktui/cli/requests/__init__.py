"""What the commands of `giktui requests` share: taking lists in, printing requests and what a report would become."""
