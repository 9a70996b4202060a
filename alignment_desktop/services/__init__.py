"""What a user can do with a workspace, without a screen."""
